namespace Fleet.Core.Jobs;

/// <summary>
/// Why something is made. The listed words are what reports and assessments know; a workshop may use short words of its own.
/// </summary>
public static class Purposes
{
    public const int LongestWord = 60;

    public static IReadOnlyList<string> Known { get; } =
        ["repair", "sparePart", "learning", "prototype", "ownUse", "commission", "wouldNotExistOtherwise", "other"];

    /// <summary>The written form of a purpose, or null when it is empty, too long or holds anything but letters, digits, spaces and hyphens.</summary>
    public static string? Read(string? text)
    {
        var word = text?.Trim() ?? "";
        if (word.Length is 0 or > LongestWord || word.Any(c => !char.IsLetterOrDigit(c) && c is not (' ' or '-' or '_')))
            return null;
        var plain = Plain(word);
        return Known.FirstOrDefault(known => Plain(known) == plain) ?? word;
    }

    static string Plain(string word) => string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
