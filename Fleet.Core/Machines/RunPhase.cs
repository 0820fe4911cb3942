namespace Fleet.Core.Machines;

/// <summary>What a machine spends its energy on. The first three belong to a run, the others to the machine's overhead.</summary>
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
}
