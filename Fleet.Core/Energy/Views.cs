namespace Fleet.Core.Energy;

/// <summary>The two ways to publish one period: <em>direct</em>, with overhead as a line of its own, and <em>full</em>, with overhead on the runs.</summary>
public static class Views
{
    /// <summary>Spreads each machine's overhead over its runs of the period, by their hours.</summary>
    /// <param name="runs">Energy and machine time of every run in the period.</param>
    /// <param name="overheadWh">By machine.</param>
    /// <returns>
    /// The runs, and by machine the overhead of machines that ran nothing: nobody can carry it. The sum of both is the sum of the arguments.
    /// </returns>
    public static (IReadOnlyList<CarriedEnergy> Runs, IReadOnlyDictionary<string, double> UncarriedWh) Full(
        IReadOnlyList<(string RunId, string MachineId, double Wh, double Hours)> runs, IReadOnlyDictionary<string, double> overheadWh)
    {
        var hours = runs.GroupBy(run => run.MachineId).ToDictionary(machine => machine.Key, machine => machine.Sum(run => run.Hours));
        var carried = runs.Select(run => new CarriedEnergy(run.RunId, run.MachineId, run.Wh,
            hours[run.MachineId] > 0 ? overheadWh.GetValueOrDefault(run.MachineId) * run.Hours / hours[run.MachineId] : 0)).ToList();
        return (carried, overheadWh.Where(machine => hours.GetValueOrDefault(machine.Key) <= 0).ToDictionary());
    }
}
