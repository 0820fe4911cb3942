using Fleet.Core.Footprint.Factors;

namespace Fleet.Core.Footprint.Exchange;

/// <summary>An amount with its uncertainty and data quality.</summary>
/// <param name="Name">For instance <c>PETG, filament</c> or <c>electricity, low voltage, DE</c>.</param>
/// <param name="Amount">kWh or kg, the median; above 0.</param>
/// <param name="GeomSd">exp(σ) and not its square; ≥ 1.</param>
public sealed record InventoryFlow(FlowKind Kind, string Name, double Amount, double GeomSd, Pedigree Quality, string Comment = "");
