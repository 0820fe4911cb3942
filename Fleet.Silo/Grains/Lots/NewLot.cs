namespace Fleet.Silo.Grains;

/// <param name="Form"><c>filament</c>, <c>sheet</c> or <c>blank</c>; the measures are of the latter two.</param>
/// <param name="CutFrom">The lot that it is an offcut of.</param>
[GenerateSerializer, Immutable, Alias("fleet.newLot")]
public sealed record NewLot(
    string WorkshopId, string Material, string Colour, string Name, double DensityGPerCm3, double DiameterMm, double OpeningG, string Form = "filament",
    double? LengthMm = null, double? WidthMm = null, double? ThicknessMm = null, string? CutFrom = null);
