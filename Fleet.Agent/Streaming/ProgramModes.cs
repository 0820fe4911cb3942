using System.Buffers.Text;

namespace Fleet.Agent.Streaming;

/// <summary>The modes a program has set up to some line: what a resumed run must find again.</summary>
/// <param name="FeedMmPerMin">The feed in force; 0 before the first F.</param>
readonly record struct ProgramModes(bool Relative, bool RelativeExtrusion, double FeedMmPerMin)
{
    /// <summary>Reads the program from its beginning up to and including this line of the file.</summary>
    internal static ProgramModes At(string path, long line)
    {
        using var reader = new ProgramReader(path, parenthesesAreComments: false);
        Span<byte> command = stackalloc byte[SentLines.LongestText];
        bool relative = false, relativeExtrusion = false;
        double feed = 0;
        while (reader.Next(command, out int length) && reader.Line <= line)
        {
            var text = command[..length];
            if (text.StartsWith("G90"u8))
                relative = false;
            else if (text.StartsWith("G91"u8))
                relative = true;
            else if (text.StartsWith("M82"u8))
                relativeExtrusion = false;
            else if (text.StartsWith("M83"u8))
                relativeExtrusion = true;
            else if (text is [(byte)'G', (byte)'0' or (byte)'1' or (byte)'2' or (byte)'3', ..] && text.IndexOf((byte)'F') is > 0 and var at
                && Utf8Parser.TryParse(text[(at + 1)..], out double value, out _))
                feed = value;
        }
        return new ProgramModes(relative, relativeExtrusion, feed);
    }
}
