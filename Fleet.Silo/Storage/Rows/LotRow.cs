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

    /// <summary><c>filament</c>, <c>sheet</c> or <c>blank</c>; the measures are of the latter two.</summary>
    public string Form { get; init; } = "filament";
    public double? LengthMm { get; init; }
    public double? WidthMm { get; init; }
    public double? ThicknessMm { get; init; }

    /// <summary>The lot that this one is an offcut of.</summary>
    public string? CutFrom { get; init; }
    public long Version { get; init; }
}
