namespace Fleet.Agent.Drivers;

/// <summary>What the driver sees of the machine.</summary>
public enum DriverState
{
    /// <summary>The link is not there or nothing answers on it.</summary>
    Offline,

    /// <summary>The link is open; the firmware is being identified.</summary>
    Connecting,

    Idle,
    Running,
    Paused,

    /// <summary>A prompt, a filament change, a door: a person must do something.</summary>
    NeedsPerson,

    /// <summary>Halted, alarm, thermal fault: nothing moves until somebody deals with it.</summary>
    Fault,
}
