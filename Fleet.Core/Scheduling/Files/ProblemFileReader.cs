namespace Fleet.Core.Scheduling.Files;

/// <summary>
/// Reads a problem from text, whatever its name: Fleet's own JSON, the unrelated-machines format of Vallada and Ruiz (2011), or the
/// flexible-job-shop format of Brandimarte (1993). The kind is known by its shape.
/// </summary>
public static class ProblemFileReader
{
    /// <summary>Longest text that is looked at, in characters.</summary>
    public const int MostCharacters = 200_000_000;

    public static ProblemFile Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MostCharacters)
            return ProblemFile.Refused(0, $"The file has {text.Length} characters; at most {MostCharacters} are read.");
        var first = text.AsSpan().TrimStart().TrimStart('\uFEFF').TrimStart();
        if (first.IsEmpty)
            return ProblemFile.Refused(0, "The file is empty. A problem is Fleet's JSON, a Vallada-Ruiz instance or a flexible job shop (.fjs).");
        if (first[0] is '{' or '[')
            return WorkshopReader.Read(text);
        if (!char.IsAsciiDigit(first[0]))
            return ProblemFile.Refused(1, $"A problem begins with '{{' (Fleet's JSON) or with a number (Vallada-Ruiz, flexible job shop); this file begins with '{first[0]}'.");
        return text.Contains("SSD", StringComparison.Ordinal) ? UnrelatedMachinesReader.Read(text) : FlexibleJobShopReader.Read(text);
    }
}
