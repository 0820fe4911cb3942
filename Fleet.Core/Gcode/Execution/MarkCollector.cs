namespace Fleet.Core.Gcode.Execution;

/// <summary>Layers and restart points in bounded memory: when full, every second one is dropped and the spacing doubles.</summary>
sealed class MarkCollector(AnalysisOptions options)
{
    const int MaxRestartPoints = 2048;

    readonly List<LayerMark> _layers = [];
    readonly List<RestartPoint> _restartPoints = [];
    int _layerStep = 1;
    double _spacingSeconds = Math.Max(options.RestartSpacingSeconds, 0.1);
    double _nextRestartAt = options.StartAt?.Seconds ?? 0;

    public IReadOnlyList<LayerMark> Layers => _layers;

    public IReadOnlyList<RestartPoint> RestartPoints => _restartPoints;

    public void AddLayer(int index, long line, long offset, double zMm)
    {
        if (index % _layerStep != 0)
            return;
        if (_layers.Count >= Math.Max(options.MaxLayerMarks, 2))
        {
            _layerStep *= 2;
            _layers.RemoveAll(l => l.Index % _layerStep != 0);
            if (index % _layerStep != 0)
                return;
        }

        _layers.Add(new LayerMark(index, line, offset, zMm));
    }

    /// <summary>The slicer names a layer's height one line below its mark.</summary>
    public void SetHeight(int index, double zMm)
    {
        if (_layers.Count > 0 && _layers[^1].Index == index)
            _layers[^1] = _layers[^1] with { ZMm = zMm };
    }

    public bool WantsRestart(double motionSeconds) => motionSeconds >= _nextRestartAt;

    public void AddRestart(RestartPoint point)
    {
        if (_restartPoints.Count == MaxRestartPoints)
        {
            int at = 0;
            _restartPoints.RemoveAll(_ => (at++ & 1) == 1);
            _spacingSeconds *= 2;
        }

        _restartPoints.Add(point);
        _nextRestartAt = point.Seconds + _spacingSeconds;
    }
}
