namespace Fleet.Silo.Storage.Rows;

public sealed record LotRow
{
    public string Id { get; init; } = "";
    public string WorkshopId { get; init; } = "";
    public string Material { get; init; } = "";
    public string Colour { get; init; } = "";
    public string Name { get; init; } = "";
    public double DensityGPerCm3 { get; init; }
    public double DiameterMm { get; init; }
    public double OpeningG { get; init; }
    public string? MachineId { get; init; }
    public long Tool { get; init; }
    public long CreatedAtMs { get; init; }
    public long? EmptiedAtMs { get; init; }
    public long Version { get; init; }
}
