namespace Fleet.Silo.Desk.Views;

/// <summary>One attempt at a repair.</summary>
public sealed record RepairView
{
    public string Id { get; init; } = "";
    public string? JobId { get; init; }
    public long Number { get; init; }
    public string ProductCategory { get; init; } = "";
    public string PartnerProductCategory { get; init; } = "";
    public string Brand { get; init; } = "";
    public long? YearOfManufacture { get; init; }
    public string Status { get; init; } = "";
    public string Barrier { get; init; } = "";
    public string Problem { get; init; } = "";
    public long EventAtMs { get; init; }

    /// <summary>Of the newest passport of the job, or null.</summary>
    public string? PassportCode { get; init; }
}
