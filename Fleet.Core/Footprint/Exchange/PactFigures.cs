namespace Fleet.Core.Footprint.Exchange;

/// <summary>What PACT asks of one piece.</summary>
/// <param name="KgWithoutUptake">kg CO₂e per piece, what plants took up not taken off.</param>
/// <param name="KgWithUptake">kg CO₂e per piece, taken off.</param>
/// <param name="FossilCarbonKg">Carbon of fossil origin in one piece, kg.</param>
/// <param name="PrimaryShare">0 to 1: what meters and scales counted.</param>
/// <param name="Boundary">What is inside and what is left out, in words.</param>
public sealed record PactFigures(
    string WorkshopId, string Code, double KgWithoutUptake, double KgWithUptake, double FossilCarbonKg, double MassKgPerPiece, double PrimaryShare,
    DateTimeOffset From, DateTimeOffset To, DateTimeOffset Created, string Boundary);
