using System.Globalization;

namespace Fleet.Agent.Streaming;

/// <summary>Where the head was when a run was paused, and how it leaves the part and comes back.</summary>
sealed class ParkedHead
{
    const double RetractMm = 2, LiftMm = 5;

    double _x, _y, _z, _e;

    /// <summary>The firmware told the position; without it the head is left where it is.</summary>
    internal bool Known { get; private set; }

    /// <summary>Reads the answer to M114: <c>X:10.00 Y:20.00 Z:0.30 E:1.50 Count …</c>, with or without blanks between.</summary>
    internal void TakePosition(List<string> answer)
    {
        foreach (string line in answer)
        {
            string logical = line.Split("Count")[0];
            Known = Read(logical, "X:", out _x) & Read(logical, "Y:", out _y) & Read(logical, "Z:", out _z) & Read(logical, "E:", out _e);
            if (Known)
                return;
        }
    }

    internal IReadOnlyList<string> ParkScript(Profile profile)
    {
        if (!Known)
            return [];
        double top = Math.Min(_z + LiftMm, profile.Envelope.MaxZMm);
        return
        [
            "M83", $"G1 E-{RetractMm} F2100", "G90", Line($"G1 Z{top:0.###} F600"),
            Line($"G1 X{profile.Envelope.MinXMm + 5:0.###} Y{profile.Envelope.MaxYMm - 5:0.###} F6000"),
        ];
    }

    /// <summary>Back to the point, filament pushed to where it was, and the program's own modes. G90 and G91 come before M82 and M83: in Marlin 2 they overrule them.</summary>
    internal IReadOnlyList<string> ReturnScript(ProgramModes modes)
    {
        var lines = new List<string>
        {
            "G90", "M82", Line($"G1 X{_x:0.###} Y{_y:0.###} F6000"), Line($"G1 Z{_z:0.###} F600"), Line($"G1 E{_e:0.#####} F2100"),
            modes.Relative ? "G91" : "G90",
        };
        lines.Add(modes.RelativeExtrusion ? "M83" : "M82");
        if (modes.FeedMmPerMin > 0)
            lines.Add(Line($"G1 F{modes.FeedMmPerMin:0.###}"));
        return lines;
    }

    static bool Read(string text, string key, out double value)
    {
        value = 0;
        int at = text.IndexOf(key, StringComparison.Ordinal);
        if (at < 0)
            return false;
        int end = at + key.Length;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '-' || (text[end] == ' ' && end == at + key.Length)))
            end++;
        return double.TryParse(text.AsSpan(at + key.Length, end - at - key.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
