namespace Fleet.Core.Energy;

/// <summary>What was odd about a reading. Nothing is dropped; odd intervals carry wider bounds.</summary>
public enum CounterOddity
{
    None,

    /// <summary>The first reading of a meter: a starting point, no interval.</summary>
    First,

    /// <summary>The counter went back: it was reset or replaced.</summary>
    Reset,

    /// <summary>More than the socket can deliver in that time.</summary>
    Jump,

    /// <summary>The meter did not answer; the next reading closes the gap.</summary>
    Missing,

    /// <summary>The counter is negative or not a number; treated as missing.</summary>
    Absurd,
}
