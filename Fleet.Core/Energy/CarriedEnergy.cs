namespace Fleet.Core.Energy;

/// <summary>A run's energy in the two published views, Wh.</summary>
/// <param name="DirectWh">What was booked on the run itself.</param>
/// <param name="OverheadWh">Its part of its machine's overhead in the period, by machine hours.</param>
public sealed record CarriedEnergy(string RunId, string MachineId, double DirectWh, double OverheadWh)
{
    public double FullWh => DirectWh + OverheadWh;
}
