namespace Fleet.Agent.Simulation;

/// <summary>
/// A heater with one thermal mass and a loss proportional to the difference to the room, held by a proportional controller that knows its
/// own holding power. The mass follows from the profile's measured heat-up time.
/// </summary>
sealed class SimulatedHeater
{
    internal const double RoomC = 22;

    /// <summary>Share of full power that holds the reference temperature; typical for nozzles and insulated beds.</summary>
    const double HoldingShare = 0.35;

    readonly double _powerW, _lossWPerK, _massJPerK;

    /// <param name="fromC">With <paramref name="toC"/> and <paramref name="seconds"/>: the measured heat-up at full power.</param>
    internal SimulatedHeater(string name, double powerW, double fromC, double toC, double seconds)
    {
        Name = name;
        _powerW = powerW;
        _lossWPerK = powerW * HoldingShare / (toC - RoomC);
        // T(t) runs from fromC towards the balance temperature with the time constant mass/loss; solved for the mass.
        double balance = RoomC + powerW / _lossWPerK;
        _massJPerK = _lossWPerK * seconds / Math.Log((balance - fromC) / (balance - toC));
    }

    internal string Name { get; }

    internal double TemperatureC { get; set; } = RoomC;

    internal double TargetC { get; set; }

    /// <summary>0 to 1.</summary>
    internal double Duty { get; private set; }

    internal double PowerW => Duty * _powerW;

    internal bool AtTarget => Math.Abs(TemperatureC - TargetC) < 1;

    internal void Advance(double seconds)
    {
        double holding = Math.Max(0, TargetC - RoomC) * _lossWPerK / _powerW;
        Duty = TargetC <= RoomC ? 0 : Math.Clamp(holding + (TargetC - TemperatureC) * 0.12, 0, 1);
        double balance = RoomC + Duty * _powerW / _lossWPerK;
        TemperatureC = balance + (TemperatureC - balance) * Math.Exp(-seconds * _lossWPerK / _massJPerK);
    }
}
