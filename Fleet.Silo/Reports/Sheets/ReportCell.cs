namespace Fleet.Silo.Reports.Sheets;

/// <summary>One figure of a report, or why there is none. Missing is missing, never zero.</summary>
/// <param name="Why">Why the figure is withheld: a sentence, or null when it simply does not exist.</param>
public readonly record struct ReportCell(double? Number, string? Word = null, string? Why = null)
{
    public static ReportCell Missing => default;

    public static ReportCell Withheld(string why) => new(null, null, why);

    public static implicit operator ReportCell(double? number) => new(number is { } value && double.IsFinite(value) ? value : null);

    public static implicit operator ReportCell(long number) => new(number);

    public static ReportCell OfWord(string? word) => new(null, word);
}
