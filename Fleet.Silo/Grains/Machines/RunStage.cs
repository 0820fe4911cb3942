namespace Fleet.Silo.Grains;

/// <summary>How far a run has come on its way from the plan to the agent.</summary>
public enum RunStage
{
    /// <summary>An attended machine: a person must confirm the start at the machine.</summary>
    Proposed,

    /// <summary>Given to this machine; the agent has not said yes yet. Sent again until it does.</summary>
    Assigned,

    /// <summary>The agent owns it. It is never sent again.</summary>
    Accepted,
}
