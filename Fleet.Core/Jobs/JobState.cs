namespace Fleet.Core.Jobs;

/// <summary>Where a job stands. The words are part of the public API.</summary>
public enum JobState
{
    /// <summary>At least one copy waits for a machine and none is being made.</summary>
    Queued,

    /// <summary>At least one run of it is on a machine.</summary>
    Running,

    /// <summary>Every copy is made; a person has yet to say whether they are good.</summary>
    Waiting,

    /// <summary>As many good copies as asked for, or as many as were not cancelled.</summary>
    Done,

    Cancelled,

    /// <summary>Attempts failed too often; a person decides. The reason says what happened.</summary>
    Held,
}
