namespace Fleet.Agent.Streaming;

/// <summary>
/// M6 on a controller that does not know it: everything before it is executed, the spindle is stopped, a person changes the tool and may
/// jog, probe and set the new tool's zero; then the program's own modes are restored and it goes on.
/// </summary>
sealed class GrblToolChange(GrblStream stream)
{
    string _modes = "";

    internal bool Begun { get; private set; }

    /// <summary>The modes are known and the spindle was told to stop.</summary>
    internal bool Ready { get; private set; }

    internal bool PersonIsAtIt { get; private set; }

    internal void Begin()
    {
        Begun = true;
        stream.Lines.Enqueue(new HostLine("$G") { Answered = answer => _modes = answer.FirstOrDefault(line => line.StartsWith("[GC:", StringComparison.Ordinal)) ?? "" });
        stream.Lines.Enqueue(new HostLine("M5") { Answered = _ => Ready = true });
    }

    /// <returns>The sentence for the person.</returns>
    internal string AskPerson()
    {
        PersonIsAtIt = true;
        return $"The program wants another tool (line {stream.Lines.StoppedAtLine}: {stream.Lines.StoppedAt}). "
            + "Change it, set its zero (jogs and probing are free now), then resume.";
    }

    /// <summary>The person resumes.</summary>
    /// <param name="refused">The controller did not take the program's modes back.</param>
    internal void End(Action<string> refused)
    {
        foreach (string line in RestoreLines(_modes, stream.Lines.StoppedAt))
            stream.Lines.Enqueue(new HostLine(line) { Abandoned = refused });
        stream.PassStop();
        Forget();
    }

    internal void Forget()
    {
        Begun = Ready = PersonIsAtIt = false;
        _modes = "";
    }

    /// <param name="modes"><c>[GC:G1 G54 G17 G21 G90 G94 M3 M8 T1 F600 S8000]</c>.</param>
    /// <param name="stoppedAt">The line with the M6; other words in it than the tool's belong to the program and still run.</param>
    internal static IReadOnlyList<string> RestoreLines(string modes, string stoppedAt)
    {
        string[] words = modes.StartsWith("[GC:", StringComparison.Ordinal) ? modes[4..].TrimEnd(']').Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        var lines = new List<string>();
        // An arc's or a probe's mode cannot stand alone; their lines name it each time.
        string[] lasting = [.. words.Where(word => word is ['G', ..] && !word.StartsWith("G38", StringComparison.Ordinal) && word is not ("G2" or "G3" or "G80") || word is ['F', ..] && word != "F0")];
        if (lasting.Length > 0)
            lines.Add(string.Join(' ', lasting));
        if (words.FirstOrDefault(word => word is "M3" or "M4") is { } spindle)
        {
            // It turned when the program stopped, so the program counts on it; two seconds to come up to speed.
            lines.Add($"{spindle} {words.FirstOrDefault(word => word is ['S', ..]) ?? ""}".TrimEnd());
            lines.Add("G4 P2");
        }
        if (Rest(stoppedAt) is { Length: > 0 } rest)
            lines.Add(rest);
        return lines;
    }

    /// <summary>The line without its M6, T and N words; empty when nothing is left.</summary>
    static string Rest(string line)
    {
        var rest = new System.Text.StringBuilder();
        for (int at = 0; at < line.Length;)
        {
            int end = at + 1;
            while (end < line.Length && !char.IsAsciiLetter(line[end]))
                end++;
            string word = line[at..end].Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
            if (word.Length > 0 && word is not ("M6" or "M06" or ['T' or 'N', ..]))
                rest.Append(word);
            at = end;
        }
        return rest.ToString();
    }
}
