namespace Fleet.Silo.Desk.Views;

/// <summary>A lot with its balance: opening − used − scrap − moved − unexplained = remaining. Grams.</summary>
public sealed record LotView(
    string Id, string Material, string Colour, string Name, double DensityGPerCm3, double DiameterMm, double OpeningGrams, double UsedGrams,
    double UnexplainedGrams, double RemainingGrams, string? MachineId, int Tool, DateTimeOffset CreatedAt)
{
    /// <summary>In no good part.</summary>
    public double ScrapGrams { get; init; }

    /// <summary>Went on as offcuts, which are lots of their own.</summary>
    public double MovedGrams { get; init; }

    /// <summary>filament, sheet or blank; the measures are of the latter two.</summary>
    public string Form { get; init; } = "filament";
    public double? LengthMm { get; init; }
    public double? WidthMm { get; init; }
    public double? ThicknessMm { get; init; }

    /// <summary>Id of the workshop in which it lies.</summary>
    public string Workshop { get; init; } = "";

    /// <summary>The lot that this one is an offcut of.</summary>
    public string? CutFrom { get; init; }
}
