using Fleet.Agent.Drivers;
using Fleet.Core.Gcode;

namespace Fleet.Agent.Streaming;

/// <summary>A run's numbers: written by the streaming thread, read by anybody. Each number is consistent in itself.</summary>
/// <param name="timeline">Motion time by line, where the analysis knows it; else null and the fraction goes by bytes.</param>
sealed class RunGauge(RunOrder order, ProgramOutline outline, ProgramReader program, FirmwareFamily family, ProgramTimeline? timeline, TimeProvider time) : IDisposable
{
    readonly ExtrusionCounter _filament = new(family);
    readonly long _startedAt = time.GetTimestamp();
    long _line;
    long _offset, _pausedAt;
    double _pausedSeconds;
    int _phase = (int)RunPhase.WarmUp;

    internal RunOrder Order { get; } = order;

    /// <summary>Notes when the run stands still, which is not counted into its pace.</summary>
    internal void Clock(bool paused)
    {
        if (paused)
            _pausedAt = time.GetTimestamp();
        else if (_pausedAt != 0)
        {
            _pausedSeconds += time.GetElapsedTime(_pausedAt).TotalSeconds;
            _pausedAt = 0;
        }
    }

    internal ProgramOutline Outline { get; } = outline;

    internal ProgramReader Program { get; } = program;

    internal RunPhase Phase
    {
        get => (RunPhase)Volatile.Read(ref _phase);
        set => Volatile.Write(ref _phase, (int)value);
    }

    /// <summary>The last acknowledged line of the file.</summary>
    internal long Line => Volatile.Read(ref _line);

    internal void Acknowledge(ReadOnlySpan<byte> command, long line)
    {
        Volatile.Write(ref _line, line);
        Volatile.Write(ref _offset, Program.Offset);
        _filament.Feed(command);
    }

    internal void Complete()
    {
        Volatile.Write(ref _line, Outline.Lines);
        Volatile.Write(ref _offset, Outline.Bytes);
    }

    internal RunProgress Progress()
    {
        long line = Line;
        double fraction = timeline is { TotalSeconds: > 0 }
            ? timeline.FractionAt(line)
            : Outline.Bytes == 0 ? 0 : Math.Clamp((double)Volatile.Read(ref _offset) / Outline.Bytes, 0, 1);
        return new RunProgress(Order.RunId, Phase, line, Outline.Lines, fraction, Remaining(line, fraction), Filament());
    }

    /// <summary>The analysis's estimate, corrected by how long the part so far really took once a tenth of it is done.</summary>
    double? Remaining(long line, double fraction)
    {
        if (timeline is not { TotalSeconds: > 0 })
            return null;
        double remaining = timeline.RemainingSecondsAt(line), planned = timeline.ElapsedSecondsAt(line);
        double measured = time.GetElapsedTime(_startedAt).TotalSeconds - _pausedSeconds;
        return fraction < 0.1 || planned <= 0 ? remaining : remaining * Math.Clamp(measured / planned, 0.2, 5);
    }

    /// <summary>mm pushed through each tool, flow factor (M221) applied; empty where nothing extrudes.</summary>
    double[] Filament()
    {
        if (family is FirmwareFamily.Grbl or FirmwareFamily.GrblHal or FirmwareFamily.FluidNc)
            return [];
        var lengths = new double[_filament.ToolCount];
        for (int tool = 0; tool < lengths.Length; tool++)
            lengths[tool] = _filament.FedLengthMm(tool);
        return lengths;
    }

    public void Dispose() => Program.Dispose();
}
