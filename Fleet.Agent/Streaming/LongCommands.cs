namespace Fleet.Agent.Streaming;

/// <summary>Commands that old firmware executes without a sign of life for minutes: homing, probing, heating, dwelling, waiting.</summary>
static class LongCommands
{
    internal static bool Has(ReadOnlySpan<byte> text) => text is [var letter, ..] && letter switch
    {
        (byte)'G' => text.StartsWith("G28"u8) || text.StartsWith("G29"u8) || text.StartsWith("G4"u8) || text.StartsWith("G30"u8)
            || text.StartsWith("G32"u8) || text.StartsWith("G34"u8) || text.StartsWith("G76"u8) || text.StartsWith("G80"u8),
        (byte)'M' => text.StartsWith("M109"u8) || text.StartsWith("M190"u8) || text.StartsWith("M191"u8) || text.StartsWith("M400"u8)
            || text.StartsWith("M600"u8) || IsStop(text) || text.StartsWith("M226"u8) || text.StartsWith("M303"u8),
        _ => false,
    };

    /// <summary>M0 and M1: wait for a person.</summary>
    internal static bool IsStop(ReadOnlySpan<byte> text) =>
        text is [(byte)'M', (byte)'0' or (byte)'1'] or [(byte)'M', (byte)'0' or (byte)'1', (byte)' ', ..] or [(byte)'M', (byte)'0', (byte)'0' or (byte)'1', ..];
}
