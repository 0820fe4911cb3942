namespace Fleet.Agent.Simulation;

/// <summary>GRBL's feed hold and its door: slowing down, standing held, and the cycle start that is ignored while it still slows down.</summary>
sealed class SimulatedGrblHold(SimulatedPlanner planner)
{
    const double SlowingSeconds = 0.2;

    double _heldAt = double.NaN;

    internal bool DoorOpen { get; set; }

    /// <summary>When it stands; infinite while nothing slows down.</summary>
    internal double StandsAt => double.IsNaN(_heldAt) ? double.PositiveInfinity : _heldAt + SlowingSeconds;

    internal bool StillSlowing(double now) => now < StandsAt && !double.IsNaN(_heldAt);

    /// <param name="idle">There is nothing to hold; the state still shows until a cycle start, as measured.</param>
    internal void Begin(double now, bool idle)
    {
        if (planner.Held)
            return;
        planner.Hold(now);
        if (!idle)
            _heldAt = now;
    }

    internal void CycleStart(double now)
    {
        if (StillSlowing(now) || DoorOpen)
            return;
        _heldAt = double.NaN;
        planner.Continue(now);
    }

    internal void Forget() => _heldAt = double.NaN;
}
