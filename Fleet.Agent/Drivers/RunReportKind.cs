namespace Fleet.Agent.Drivers;

public enum RunReportKind
{
    Started,

    /// <summary><see cref="RunProgress.Phase"/> changed: warm-up, processing, idle.</summary>
    PhaseChanged,

    Paused,
    Resumed,

    /// <summary>The machine waits for a person; the reason says for what.</summary>
    NeedsPerson,

    /// <summary>Every line acknowledged and every motion ended.</summary>
    Finished,

    /// <summary>Ended by a person.</summary>
    Cancelled,

    /// <summary>The machine said no: thermal fault, alarm, error.</summary>
    Failed,

    /// <summary>The link, the firmware or the agent went away in mid-run.</summary>
    Interrupted,
}
