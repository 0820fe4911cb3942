namespace Fleet.Agent.Streaming;

/// <summary>The state word of a GRBL status report.</summary>
enum GrblState
{
    Unknown,
    Idle,
    Run,

    /// <summary><c>Hold:1</c>: still decelerating. A <c>~</c> would be ignored.</summary>
    Holding,

    /// <summary><c>Hold:0</c>: stands still and can go on.</summary>
    Held,
    Jog,
    Alarm,
    Door,
    Check,
    Home,
    Sleep,

    /// <summary>grblHAL waits for a tool change.</summary>
    Tool,
}
