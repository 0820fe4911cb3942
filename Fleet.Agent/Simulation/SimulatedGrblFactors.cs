namespace Fleet.Agent.Simulation;

/// <summary>GRBL's overrides, percent, as its real-time bytes change them.</summary>
sealed class SimulatedGrblFactors
{
    internal int Feed { get; private set; } = 100;
    internal int Rapid { get; private set; } = 100;
    internal int Spindle { get; private set; } = 100;

    internal void Reset() => Feed = Rapid = Spindle = 100;

    /// <param name="one">0x90 to 0x9D.</param>
    internal void Take(byte one)
    {
        Feed = Stepped(Feed, one, reset: 0x90);
        Spindle = Stepped(Spindle, one, reset: 0x99);
        Rapid = one switch { 0x95 => 100, 0x96 => 50, 0x97 => 25, _ => Rapid };
    }

    static int Stepped(int percent, byte one, byte reset) => Math.Clamp((one - reset) switch
    {
        0 => 100,
        1 => percent + 10,
        2 => percent - 10,
        3 => percent + 1,
        4 => percent - 1,
        _ => percent,
    }, 10, 200);
}
