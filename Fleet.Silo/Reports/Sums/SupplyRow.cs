namespace Fleet.Silo.Reports.Sums;

/// <summary>What a workshop is supplied with from an instant on.</summary>
public sealed record SupplyRow
{
    public string Id { get; init; } = "";
    public string WorkshopId { get; init; } = "";
    public long FromMs { get; init; }

    /// <summary>Zone of the grid, for instance <c>DE</c>.</summary>
    public string Zone { get; init; } = "";

    /// <summary>The kind of average that its inventory uses; a word of <see cref="Core.Footprint.Carbon.SignalType"/>.</summary>
    public string Signal { get; init; } = "";

    /// <summary>Supplier and product; empty without a contract to name.</summary>
    public string Contract { get; init; } = "";

    /// <summary>g CO₂e/kWh of the contract, for the market-based view; null: not stated.</summary>
    public double? ContractGPerKwh { get; init; }
    public string ContractSource { get; init; } = "";
    public string ByAccount { get; init; } = "";
    public long AtMs { get; init; }
}
