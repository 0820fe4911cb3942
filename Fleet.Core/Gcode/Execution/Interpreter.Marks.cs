namespace Fleet.Core.Gcode.Execution;

sealed unsafe partial class Interpreter
{
    /// <summary>Motion and waits that are already executed; the planner's queue is not in it.</summary>
    public double MotionSecondsDone => _timeline.ElapsedSeconds;

    public void LayerBegins(MarkCollector marks, long offset)
    {
        _comments.LayerBegan = false;
        marks.AddLayer(_comments.MarkedLayers - 1, _line, offset, _state.Z);
        _observer?.LayerBegins(_comments.MarkedLayers - 1, _state.Z);
    }

    /// <summary>A place is good for a restart when the last line neither extruded nor cut: the queue may run dry there.</summary>
    public void OfferRestart(MarkCollector marks, long line, long offset)
    {
        if (_lastMoveWorked)
            return;
        marks.AddRestart(new RestartPoint(line, offset, _timeline.ElapsedSeconds) { State = _state, Limits = _settings.Clone() });
    }
}
