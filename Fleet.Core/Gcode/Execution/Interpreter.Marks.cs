namespace Fleet.Core.Gcode.Execution;

sealed unsafe partial class Interpreter
{
    /// <summary>Motion and waits that are already executed; the planner's queue is not in it.</summary>
    public double MotionSecondsDone => _timeline.ElapsedSeconds;

    int _layersTaken;
    bool _layerPending;

    /// <summary>A layer mark, or the height that follows it.</summary>
    public void TakeLayer(MarkCollector marks, long offset)
    {
        _comments.LayerNews = false;
        if (_comments.MarkedLayers > _layersTaken)
        {
            _layersTaken = _comments.MarkedLayers;
            _layerPending = true;
            marks.AddLayer(_layersTaken - 1, _line, offset, _state.Z);
        }

        if (_comments.LayerZMm is { } z)
            marks.SetHeight(_layersTaken - 1, z);
    }

    /// <summary>Observers learn of a layer at its first move, when its height is known.</summary>
    void AnnounceLayer(double z)
    {
        _layerPending = false;
        _observer?.LayerBegins(_layersTaken - 1, _comments.LayerZMm ?? z);
    }

    /// <summary>A place is good for a restart when the last line neither extruded nor cut: the queue may run dry there.</summary>
    public void OfferRestart(MarkCollector marks, long line, long offset)
    {
        if (_lastMoveWorked)
            return;
        marks.AddRestart(new RestartPoint(line, offset, _timeline.ElapsedSeconds) { Modal = _state, Limits = _settings.Clone() });
    }
}
