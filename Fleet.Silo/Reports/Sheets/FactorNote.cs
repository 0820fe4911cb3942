namespace Fleet.Silo.Reports.Sheets;

/// <summary>A factor that a report used, as its method sheet names it.</summary>
/// <param name="KgPerUnit">kg CO₂e; null for a carbon signal, which differs from slot to slot.</param>
/// <param name="GeomSd">Geometric standard deviation that was assumed, ≥ 1.</param>
public sealed record FactorNote(
    string Use, string Set, string Version, string Key, string Name, double? KgPerUnit, string Unit, int Year, string Region, string Basis, string Source, string Licence, double GeomSd);
