namespace Fleet.Agent.Streaming;

/// <summary>What one pass over a program file tells before it starts.</summary>
/// <param name="Lines">Lines of the file, comments included.</param>
/// <param name="Commands">Lines that go on the wire.</param>
/// <param name="Refusal">Why the program must not start: one sentence with the line. Empty when it may.</param>
sealed record ProgramOutline(long Lines, long Commands, long Bytes, string Refusal)
{
    /// <param name="longestLine">Characters that the firmware's line buffer takes.</param>
    internal static ProgramOutline Read(string path, bool grbl, int longestLine)
    {
        using var reader = new ProgramReader(path, parenthesesAreComments: grbl);
        Span<byte> command = stackalloc byte[SentLines.LongestText];
        long commands = 0;
        string refusal = "";
        while (reader.Next(command, out int length))
        {
            commands++;
            if (length > longestLine && refusal.Length == 0)
                refusal = $"Line {reader.Line} has {length} characters and this firmware takes {longestLine}. Slice or post-process the program again with shorter lines.";
            else if (refusal.Length == 0)
                refusal = ProgramPolicy.Refuse(command[..length], reader.Line, grbl);
        }
        if (commands == 0 && refusal.Length == 0)
            refusal = "The program holds no command. Choose a G-code file.";
        return new ProgramOutline(reader.Line, commands, reader.Length, refusal);
    }
}
