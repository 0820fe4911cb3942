namespace Fleet.Core.Gcode;

/// <summary>Collects a <see cref="ProgramTimeline"/> in bounded memory while moves are executed in order.</summary>
sealed class TimelineBuilder
{
    /// <summary>When this many samples are full, every second one is dropped and the spacing doubles.</summary>
    public const int MaxSamples = 16_384;

    long[] _lines = new long[128];
    double[] _seconds = new double[128];
    float[] _filamentMm = new float[128];
    int _count;
    double _spacingSeconds = 1;
    double _nextSampleAt = 1;
    long _lastLine;
    float _lastFilamentMm;

    public double ElapsedSeconds { get; private set; }

    /// <summary>A block of this line ends <paramref name="seconds"/> later. Lines never fall.</summary>
    public void Advance(long line, double seconds, double filamentMm)
    {
        double elapsed = ElapsedSeconds + seconds;
        if (elapsed >= _nextSampleAt)
        {
            // A long block: keep the moment before it, or the lines before would seem to share its time.
            if (seconds >= _spacingSeconds && line > _lastLine)
                Add(_lastLine, ElapsedSeconds, _lastFilamentMm);
            Add(line, elapsed, (float)filamentMm);
            _nextSampleAt = elapsed + _spacingSeconds;
        }

        ElapsedSeconds = elapsed;
        _lastLine = line;
        _lastFilamentMm = (float)filamentMm;
    }

    public ProgramTimeline Build(long lastLine)
    {
        if (_count == 0 || _lines[_count - 1] < lastLine || _seconds[_count - 1] < ElapsedSeconds)
            Add(Math.Max(lastLine, _lastLine), ElapsedSeconds, _lastFilamentMm);
        return new(_lines[.._count], _seconds[.._count], _filamentMm[.._count]);
    }

    void Add(long line, double seconds, float filamentMm)
    {
        if (_count > 0 && line < _lines[_count - 1])
            line = _lines[_count - 1];
        if (_count == MaxSamples)
            Thin();
        else if (_count == _lines.Length)
            Grow();
        _lines[_count] = line;
        _seconds[_count] = seconds;
        _filamentMm[_count] = filamentMm;
        _count++;
    }

    void Grow()
    {
        Array.Resize(ref _lines, _count * 2);
        Array.Resize(ref _seconds, _count * 2);
        Array.Resize(ref _filamentMm, _count * 2);
    }

    void Thin()
    {
        for (int i = 0; i < MaxSamples / 2; i++)
        {
            _lines[i] = _lines[2 * i + 1];
            _seconds[i] = _seconds[2 * i + 1];
            _filamentMm[i] = _filamentMm[2 * i + 1];
        }

        _count = MaxSamples / 2;
        _spacingSeconds *= 2;
    }
}
