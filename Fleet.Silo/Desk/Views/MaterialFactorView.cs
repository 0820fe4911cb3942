namespace Fleet.Silo.Desk.Views;

/// <summary>A material and what stands for it; all null: unknown, and its footprint is withheld.</summary>
/// <param name="KgCo2ePerKg">Cradle to gate as the basis says.</param>
/// <param name="Chosen">A person chose it; false: found by name.</param>
public sealed record MaterialFactorView(
    string Material, string? SetId, string? Key, string? Name, double? KgCo2ePerKg, string? Basis, string? Source, int? Year, bool Chosen);
