namespace Fleet.Silo.Reports.Sums;

/// <summary>The stored sums of one day or month by one dimension. Never changed once it is read.</summary>
sealed record SumBlock(List<EnergyCell> Energy, List<MaterialCell> Material, List<RunCell> Runs, List<PersonCell> People)
{
    /// <summary>Rows, as a measure of what it takes to keep.</summary>
    public int Rows => Energy.Count + Material.Count + Runs.Count + People.Count;

    public static SumBlock Of(DaySums sums, string dimension) => new(
        [.. sums.Energy.Where(cell => cell.Dimension == dimension)], [.. sums.Material.Where(cell => cell.Dimension == dimension)],
        [.. sums.Runs.Where(cell => cell.Dimension == dimension)], [.. sums.People.Where(cell => cell.Dimension == dimension)]);
}
