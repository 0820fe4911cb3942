namespace Fleet.Silo.Reports.Sums;

/// <summary>The sums by one dimension of the part of a period that lies in one calendar year.</summary>
/// <param name="To">Not included.</param>
public sealed record PeriodSums(
    int Year, DateOnly From, DateOnly To,
    IReadOnlyList<EnergyCell> Energy, IReadOnlyList<MaterialCell> Material, IReadOnlyList<RunCell> Runs, IReadOnlyList<PersonCell> People);
