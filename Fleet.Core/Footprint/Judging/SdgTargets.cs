using System.Globalization;

namespace Fleet.Core.Footprint.Judging;

/// <summary>Targets of the Sustainable Development Goals, for instance <c>12.5</c> or <c>4.a</c>; evidence is collected at target level.</summary>
public static class SdgTargets
{
    /// <summary>Numbered targets and lettered means of each goal (United Nations, A/RES/71/313).</summary>
    static readonly (int Numbered, int Lettered)[] Counts =
    [
        (5, 2), (5, 3), (9, 4), (7, 3), (6, 3), (6, 2), (3, 2), (10, 2), (5, 3), (7, 3), (7, 3), (8, 3), (3, 2), (7, 3), (9, 3), (10, 2), (19, 0),
    ];

    /// <summary>What a workshop's work most often touches.</summary>
    public static IReadOnlyList<string> Suggested { get; } = ["4.4", "7.3", "9.3", "9.5", "10.2", "11.7", "12.2", "12.5", "12.8", "17.17"];

    public static bool Knows(string target)
    {
        var parts = target.Split('.');
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var goal) || goal is < 1 or > 17)
            return false;
        var (numbered, lettered) = Counts[goal - 1];
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number >= 1 && number <= numbered
            : parts[1] is [var letter] && letter >= 'a' && letter < 'a' + lettered;
    }
}
