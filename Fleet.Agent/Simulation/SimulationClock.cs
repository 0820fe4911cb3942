namespace Fleet.Agent.Simulation;

/// <summary>Seconds of simulated time: real time times a factor.</summary>
/// <param name="speed">1 is real time; 20 makes an hour of printing last three minutes.</param>
sealed class SimulationClock(TimeProvider time, double speed)
{
    readonly long _start = time.GetTimestamp();

    internal double Speed { get; } = speed;

    internal double Seconds => time.GetElapsedTime(_start).TotalSeconds * Speed;

    /// <summary>Real milliseconds until that moment, rounded up; at least 0.</summary>
    internal int RealMsUntil(double seconds) => (int)Math.Clamp(Math.Ceiling((seconds - Seconds) / Speed * 1000), 0, 60_000);
}
