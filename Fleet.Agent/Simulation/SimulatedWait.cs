namespace Fleet.Agent.Simulation;

/// <summary>What a command's handler waits for before the firmware goes on: motion, a dwell, heat, a person.</summary>
sealed class SimulatedWait
{
    Func<bool>? _until;
    Action? _then;

    internal bool On => _until != null;

    /// <summary>When to look again at the latest, simulated seconds.</summary>
    internal double LookAt { get; set; } = double.PositiveInfinity;

    internal void For(Func<bool> until, Action? then, double lookAt = double.PositiveInfinity) => (_until, _then, LookAt) = (until, then, lookAt);

    /// <summary>Looks once; when it is over, what was to follow is done, which may be another wait.</summary>
    /// <returns>False while the handler still waits.</returns>
    internal bool Passed()
    {
        if (_until?.Invoke() == false)
            return false;
        var then = _then;
        Forget();
        then?.Invoke();
        return true;
    }

    internal void Forget() => (_until, _then, LookAt) = (null, null, double.PositiveInfinity);
}
