namespace Fleet.Core.Jobs;

public static class RunStates
{
    /// <summary>The run is on a machine or on its way to one.</summary>
    public static bool IsOpen(this RunState state) =>
        state is RunState.Planned or RunState.Preparing or RunState.Running or RunState.Paused;
}
