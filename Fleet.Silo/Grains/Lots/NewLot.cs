namespace Fleet.Silo.Grains;

[GenerateSerializer, Immutable, Alias("fleet.newLot")]
public sealed record NewLot(
    string WorkshopId, string Material, string Colour, string Name, double DensityGPerCm3, double DiameterMm, double OpeningG);
