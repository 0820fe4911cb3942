namespace Fleet.Silo.Reports.Sums;

/// <summary>A sum of material bookings.</summary>
public sealed class MaterialCell
{
    public string Span { get; set; } = "day";
    public long StartMs { get; set; }
    public string Dimension { get; set; } = "";
    public string Key { get; set; } = "";
    public string Material { get; set; } = "";

    /// <summary>The ledger's word: <c>use</c>, <c>unexplained</c>, a kind of scrap.</summary>
    public string Kind { get; set; } = "";
    public string Basis { get; set; } = "";

    /// <summary><c>good</c>, <c>lost</c> (bad, failed, cancelled), <c>open</c> (nobody has said) or empty without a run.</summary>
    public string Outcome { get; set; } = "";
    public double MassG { get; set; }
}
