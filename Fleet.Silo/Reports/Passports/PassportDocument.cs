using Fleet.Core.Footprint.Ranges;

namespace Fleet.Silo.Reports.Passports;

/// <summary>What one finished part is, as it was known when its passport was issued. Null is not known, never zero.</summary>
/// <param name="Attempts">All that led to the part; 1: it succeeded at once.</param>
/// <param name="EnergyWh">Of all attempts.</param>
/// <param name="MeasuredShare">0 to 1: how much of the energy a meter counted.</param>
/// <param name="Footprint">kg CO₂e, electricity by place and material; null: see <paramref name="WhyNoFootprint"/>.</param>
/// <param name="Maker">Only with the owner's consent.</param>
public sealed record PassportDocument(
    string Code, string RunId, string Title, string Workshop, string MachineClass, string Purpose, DateTimeOffset MadeAt, int Attempts, double MachineSeconds,
    IReadOnlyList<PassportMaterial> Material, double? EnergyWh, double? EnergyLowWh, double? EnergyHighWh, double? MeasuredShare,
    Estimate? Footprint, double? ElectricityKg, double? MaterialKg, string? WhyNoFootprint, IReadOnlyList<string> FactorSources, string Method,
    string DesignUrl, string DesignLicence, string DocumentationUrl, string? Maker, string? RepairOf, IReadOnlyList<string> Tags, string NotIncluded)
{
    public double? MassGrams => Material.Count > 0 ? Material.Sum(used => used.MassGrams) : null;
}
