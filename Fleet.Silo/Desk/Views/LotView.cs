namespace Fleet.Silo.Desk.Views;

/// <summary>A lot with its balance: opening − used − unexplained = remaining. Grams.</summary>
public sealed record LotView(
    string Id, string Material, string Colour, string Name, double DensityGPerCm3, double DiameterMm, double OpeningGrams, double UsedGrams,
    double UnexplainedGrams, double RemainingGrams, string? MachineId, int Tool, DateTimeOffset CreatedAt);
