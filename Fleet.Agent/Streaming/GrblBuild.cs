using System.Globalization;

namespace Fleet.Agent.Streaming;

/// <summary>What a controller says of itself in answer to <c>$I</c>.</summary>
/// <param name="Name">For instance <c>Grbl 1.1h.20190830</c>.</param>
/// <param name="BufferBytes">Size of its receive buffer; null where it does not tell (GRBL 0.9, FluidNC).</param>
/// <param name="HomesSingleAxes">It takes <c>$HX</c>.</param>
sealed record GrblBuild(string Name, int? BufferBytes, bool HomesSingleAxes)
{
    /// <summary>Null when the answer holds nothing of the kind: it belonged to something else.</summary>
    internal static GrblBuild? Read(IReadOnlyList<string> answer, FirmwareFamily family)
    {
        string name = "", options = "";
        int? buffer = null;
        bool any = false;
        foreach (string line in answer)
        {
            if (line is not ['[', .. var body, ']'])
                continue;
            if (body.StartsWith("VER:", StringComparison.Ordinal))
                name = FamilyOf(answer, body) + body[4..].TrimEnd(':');
            else if (body.StartsWith("OPT:", StringComparison.Ordinal))
            {
                string[] parts = body[4..].Split(',');
                options = parts[0];
                if (parts.Length >= 3 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int told) && told >= 32)
                    buffer = told;
            }
            else if (char.IsAsciiDigit(body[0]))
                // 0.9: [0.9j.20160316:]
                name = "Grbl " + body.TrimEnd(':');
            else
                continue;
            any = true;
        }
        return any ? new GrblBuild(name, buffer, options.Contains('H', StringComparison.Ordinal) || family != FirmwareFamily.Grbl) : null;
    }

    static string FamilyOf(IReadOnlyList<string> answer, string version) =>
        answer.Any(line => line.Contains("grblHAL", StringComparison.Ordinal)) ? "grblHAL "
        : version.Contains("FluidNC", StringComparison.Ordinal) ? "" : "Grbl ";
}
