namespace Fleet.Agent.Streaming;

/// <summary>Where a run stands, finer than a driver's state.</summary>
enum RunStage
{
    None,
    Feeding,

    /// <summary>Nothing new is fed; what is on its way runs out, then the pause script.</summary>
    Pausing,
    Paused,
    Resuming,

    /// <summary>Everything is sent and acknowledged; the last motion ends.</summary>
    Finishing,
    Cancelling,
}
