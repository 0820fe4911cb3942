using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>A run's numbers: written by the streaming thread, read by anybody. Each number is consistent in itself.</summary>
sealed class RunGauge(RunOrder order, ProgramOutline outline, ProgramReader program) : IDisposable
{
    long _line;
    long _offset;
    int _phase = (int)RunPhase.WarmUp;

    internal RunOrder Order { get; } = order;

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
    }

    internal void Complete()
    {
        Volatile.Write(ref _line, Outline.Lines);
        Volatile.Write(ref _offset, Outline.Bytes);
    }

    internal RunProgress Progress()
    {
        double fraction = Outline.Bytes == 0 ? 0 : Math.Clamp((double)Volatile.Read(ref _offset) / Outline.Bytes, 0, 1);
        return new RunProgress(Order.RunId, Phase, Line, Outline.Lines, fraction, RemainingSeconds: null, ExtrudedMm: []);
    }

    public void Dispose() => Program.Dispose();
}
