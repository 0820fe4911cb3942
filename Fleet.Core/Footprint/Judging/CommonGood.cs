namespace Fleet.Core.Footprint.Judging;

/// <summary>
/// Topics of the common-good matrix (Gemeinwohl-Bilanz): five groups times four values. Fleet collects evidence under their codes and
/// gives no scores: those are for the people who audit. Titles changed between versions, so a code goes with its matrix version.
/// </summary>
public static class CommonGood
{
    /// <summary>Current since 2025; codes and groups are those of 5.0.</summary>
    public const string CurrentVersion = "5.1";

    public static IReadOnlyList<string> Versions { get; } = ["5.0", CurrentVersion];

    /// <summary>A suppliers, B owners and finance, C staff, D customers and partners, E society; 1 dignity, 2 solidarity and justice, 3 ecology, 4 transparency.</summary>
    public static IReadOnlyList<string> Topics { get; } = [.. from touched in "ABCDE" from value in "1234" select $"{touched}{value}"];

    public static bool Knows(string version, string topic) => Versions.Contains(version) && Topics.Contains(topic);
}
