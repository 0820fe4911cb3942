namespace Fleet.Core.Machines;

/// <summary>
/// What a machine spends its energy on: the states of ISO 14955. The first three belong to a run, the others to the machine's
/// overhead. A cool-down belongs to the run that it follows while the run is not over.
/// </summary>
public enum RunPhase
{
    /// <summary>Heating and homing that the run caused.</summary>
    WarmUp,

    /// <summary>Printing, cutting, milling.</summary>
    Processing,

    /// <summary>The run is paused or waits for a person.</summary>
    Idle,

    /// <summary>Fans and residual heat after a run.</summary>
    CoolDown,

    /// <summary>On and waiting for work.</summary>
    Standby,

    /// <summary>No run, but heated or with holding motors: somebody works at it by hand.</summary>
    Ready,

    /// <summary>Switched off or unplugged from its agent; its power supply may still draw.</summary>
    Off,

    /// <summary>Stopped by a fault and not cleared yet.</summary>
    Fault,
}
