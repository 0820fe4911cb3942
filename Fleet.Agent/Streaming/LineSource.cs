namespace Fleet.Agent.Streaming;

/// <summary>
/// What goes on the wire next: the driver's and the operators' lines first, then the program's, until it ends or stops for a person.
/// Nothing is allocated per line of the program.
/// </summary>
abstract class LineSource(SentLines sent)
{
    readonly Queue<HostLine> _host = new();
    bool _ended;

    /// <summary>What becomes of a line of the program.</summary>
    protected enum Fate
    {
        Send,
        Skip,

        /// <summary>The firmware does not know how to wait here, so the host does.</summary>
        Stop,
    }

    protected SentLines Sent { get; } = sent;

    /// <summary>The program to feed from; null while nothing is fed.</summary>
    internal RunGauge? Feed { get; set; }

    /// <summary>The line of the file at which the program stops until <see cref="PassStop"/>; 0 while it does not.</summary>
    internal long StoppedAtLine { get; private set; }

    /// <summary>That line's text.</summary>
    internal string StoppedAt { get; private set; } = "";

    internal bool HostLinesWait => _host.Count > 0;

    internal bool Drained => Sent.Empty && _host.Count == 0;

    /// <summary>Every line of the program is acknowledged.</summary>
    internal bool ProgramEnded => _ended && Drained;

    internal void Enqueue(HostLine line) => _host.Enqueue(line);

    internal void EnqueueAll(IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
            Enqueue(new HostLine(line));
    }

    internal void BeginProgram(RunGauge run)
    {
        _ended = false;
        StoppedAtLine = 0;
        Feed = run;
    }

    /// <summary>The person did what the program stopped for.</summary>
    internal void PassStop() => StoppedAtLine = 0;

    internal void Reset(string reason)
    {
        DropHostLines(reason);
        StoppedAtLine = 0;
        Feed = null;
    }

    internal void DropHostLines(string reason)
    {
        while (_host.TryDequeue(out var line))
            line.Abandoned?.Invoke(reason);
    }

    /// <summary>Makes the next line ready. False: there is none to send now.</summary>
    internal bool Prepare()
    {
        if (_host.TryPeek(out var host))
        {
            if (!MayFollow(host))
                return false;
            _host.Dequeue();
            Add(System.Text.Encoding.Latin1.GetBytes(host.Text, Sent.NextText), programLine: 0, host);
            return true;
        }
        if (Feed is not { } run || _ended || StoppedAtLine > 0)
            return false;
        while (run.Program.Next(Sent.NextText, out int count))
            switch (FateOf(Sent.NextText[..count]))
            {
                case Fate.Send:
                    Add(count, run.Program.Line, host: null);
                    return true;
                case Fate.Stop:
                    StoppedAtLine = run.Program.Line;
                    StoppedAt = System.Text.Encoding.ASCII.GetString(Sent.NextText[..count]);
                    return false;
            }
        _ended = true;
        return false;
    }

    /// <summary>The host line may share the wire with what is in flight now.</summary>
    protected virtual bool MayFollow(HostLine host) => true;

    protected abstract Fate FateOf(ReadOnlySpan<byte> text);

    /// <summary>Takes over the text in <see cref="SentLines.NextText"/>.</summary>
    protected abstract void Add(int length, long programLine, HostLine? host);
}
