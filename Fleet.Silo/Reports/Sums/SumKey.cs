namespace Fleet.Silo.Reports.Sums;

/// <summary>
/// The key under which a sum of energy is stored. By purpose, material and member energy of several workshops meets; it must not be mixed,
/// because each workshop's is judged by its own supply. In the workshop that every installation begins with the key is the group alone.
/// <code>
///   repair            used there
///   repair␟annexe     used in the workshop annexe
/// </code>
/// </summary>
static class SumKey
{
    /// <summary>The unit separator of ASCII: in no name that a person can type.</summary>
    const char Between = '\u001f';

    public static string Of(EnergyCell cell) => cell.WorkshopId is null ? cell.Key : $"{cell.Key}{Between}{cell.WorkshopId}";

    public static (string Key, string? WorkshopId) Read(string stored) =>
        stored.IndexOf(Between, StringComparison.Ordinal) is >= 0 and var at ? (stored[..at], stored[(at + 1)..]) : (stored, null);
}
