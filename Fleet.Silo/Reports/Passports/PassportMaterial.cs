namespace Fleet.Silo.Reports.Passports;

/// <param name="Lots">Names of the lots that it came from; empty when nobody recorded them.</param>
public sealed record PassportMaterial(string Material, double MassGrams, IReadOnlyList<string> Lots);
