using System.Globalization;

namespace Fleet.Agent.Streaming;

/// <summary>The driver's own safe sequences for filament printers, where the profile has none.</summary>
static class MarlinScripts
{
    /// <summary>Everything off, head up and off the part. Order matters: heat first.</summary>
    internal static IReadOnlyList<string> Cancel(Profile profile)
    {
        // Whatever the program had chosen, a script's E is a distance.
        if (profile.Scripts.Cancel.Count > 0)
            return ["M83", .. profile.Scripts.Cancel];
        var lines = new List<string>();
        for (int tool = 0; tool < profile.Tools.Count; tool++)
            lines.Add(profile.Tools.Count == 1 ? "M104 S0" : $"M104 T{tool} S0");
        if (profile.Bed != null)
            lines.Add("M140 S0");
        lines.AddRange(["M107", "M220 S100", "M221 S100", "G91", "G1 Z5 F600", "G90", "M400"]);
        return lines;
    }

    internal static IReadOnlyList<string> Jog((double X, double Y, double Z, double Feed) move) =>
    [
        "G91",
        string.Create(CultureInfo.InvariantCulture, $"G1 X{move.X:0.###} Y{move.Y:0.###} Z{move.Z:0.###} F{move.Feed:0}"),
        "G90",
    ];

    /// <summary>Filament is pushed while the head travels: the part begins.</summary>
    internal static bool IsPrintingMove(ReadOnlySpan<byte> text) =>
        text is [(byte)'G', (byte)'1' or (byte)'2' or (byte)'3', (byte)' ' or (byte)'X', ..]
        && text.IndexOf((byte)'E') > 0 && text.IndexOfAny((byte)'X', (byte)'Y') > 0;

    /// <summary>Queries, messages, speed and flow factors, fans: nothing that moves or heats.</summary>
    internal static bool SafeWhileRunning(string line)
    {
        string word = line.Split(' ', ';', '*')[0].ToUpperInvariant();
        return word is "M31" or "M73" or "M78" or "M105" or "M106" or "M107" or "M114" or "M115" or "M117" or "M118" or "M119"
            or "M122" or "M123" or "M220" or "M221" or "M300" or "M503" or "M876";
    }
}
