namespace Fleet.Core.Jobs;

/// <summary>Where one attempt stands. The words are part of the public API.</summary>
public enum RunState
{
    /// <summary>A machine is chosen; it has not taken the run yet, or waits for a person to confirm the start.</summary>
    Planned,

    /// <summary>The machine's agent has it and fetches the program.</summary>
    Preparing,

    Running,
    Paused,

    /// <summary>The link, the firmware or the agent went away in mid-run.</summary>
    Interrupted,

    Finished,

    /// <summary>The machine said no.</summary>
    Failed,

    Cancelled,
}
