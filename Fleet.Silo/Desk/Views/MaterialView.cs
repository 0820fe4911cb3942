namespace Fleet.Silo.Desk.Views;

/// <param name="LotId">Null when nobody had recorded what was loaded.</param>
/// <param name="Basis">Where the density comes from: <c>lotDensity</c>, <c>typicalDensity</c> or <c>assumedDensity</c>.</param>
public sealed record MaterialView(string? LotId, int Tool, string Material, double LengthMm, double MassGrams, string Basis);
