namespace Fleet.Silo.Storage.Rows;

public sealed record MeterRow
{
    public string Id { get; init; } = "";
    public string Name { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Address { get; init; } = "";
    public long PeriodS { get; init; }
    public double? LastCounterWh { get; init; }
    public long? LastAtMs { get; init; }

    /// <summary>Segments since the last usable counter, JSON: what a gap must be divided among.</summary>
    public string Unsettled { get; init; } = "[]";
    public long Version { get; init; }
}
