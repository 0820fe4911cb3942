namespace Fleet.Core.Machines;

/// <summary>The eight states of a machine. The words are fixed: they are the same in the database, the API and the UI.</summary>
public enum MachineState
{
    /// <summary>Idle, connected and allowed to start.</summary>
    Ready,

    /// <summary>A run is being prepared or executed.</summary>
    Running,

    /// <summary>A run waits; it goes on when somebody resumes it.</summary>
    Paused,

    /// <summary>The machine waits for a person: a prompt, a filament change, a start that must be confirmed at the machine.</summary>
    NeedsYou,

    /// <summary>A part is on the bed; nothing starts before somebody takes it off.</summary>
    BedFull,

    /// <summary>The machine stopped itself or was stopped; the reason says what to do.</summary>
    Fault,

    /// <summary>A person took the machine out of use.</summary>
    Locked,

    /// <summary>No agent, or the agent does not reach the machine.</summary>
    Offline,
}
