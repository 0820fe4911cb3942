namespace Fleet.Silo.Reports.Sums;

/// <summary>Everything that is summed for one day.</summary>
public sealed record DaySums(
    IReadOnlyCollection<EnergyCell> Energy, IReadOnlyCollection<MaterialCell> Material, IReadOnlyCollection<RunCell> Runs, IReadOnlyCollection<PersonCell> People)
{
    /// <summary>Bookings of energy that were read for it.</summary>
    public int Bookings { get; init; }

    public static DaySums Nothing { get; } = new([], [], [], []);
}
