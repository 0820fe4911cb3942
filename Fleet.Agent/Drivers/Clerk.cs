using Fleet.Agent.Streaming;

namespace Fleet.Agent.Drivers;

/// <summary>
/// Reads what the streaming thread left on its desk, some twenty times a second, and tells it on: run reports in order, console lines,
/// temperatures and position from the wire's log, and a new snapshot when something changed. Its listeners may block; the wire does not
/// notice.
/// </summary>
sealed class Clerk : IAsyncDisposable
{
    const int RoundMs = 50, SnapshotEveryMs = 250;

    readonly Desk _desk;
    readonly IDriverEvents _events;
    readonly ConsoleFile? _file;
    readonly Telemetry _telemetry;
    readonly SafetyMarker? _marker;
    readonly byte[] _line = new byte[1024];
    readonly CancellationTokenSource _ended = new();
    Thread? _thread;
    Told _told = new(null, DriverSnapshot.NotConnected);
    long _snapshotAt;

    internal Clerk(Desk desk, IDriverEvents events, string? consoleFolder, SafetyMarker? marker, bool grbl)
    {
        _desk = desk;
        _events = events;
        _file = consoleFolder == null ? null : new ConsoleFile(consoleFolder, desk.Time);
        _marker = marker;
        _telemetry = new Telemetry(grbl);
    }

    internal DriverSnapshot Snapshot
    {
        get
        {
            // Whoever just got an answer must not read the picture from before it.
            var picture = _desk.Newest;
            var told = Volatile.Read(ref _told);
            return told.Picture == picture ? told.Snapshot : Compose(picture);
        }
    }

    /// <summary>What the listeners know, and the picture that it was made from.</summary>
    sealed record Told(Desk.Picture? Picture, DriverSnapshot Snapshot);

    /// <summary>Starts the rounds; disposing the result ends them after a last one.</summary>
    internal Ending Begin()
    {
        _thread = new Thread(Work) { Name = "clerk", IsBackground = true };
        _thread.Start();
        return new Ending(this);
    }

    internal readonly struct Ending(Clerk clerk) : IDisposable
    {
        public void Dispose() => clerk.Stop();
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        _file?.Dispose();
        return ValueTask.CompletedTask;
    }

    void Stop()
    {
        if (!_ended.IsCancellationRequested)
            _ended.Cancel();
        _thread?.Join(TimeSpan.FromSeconds(5));
    }

    void Work()
    {
        bool last;
        do
        {
            last = _ended.Token.WaitHandle.WaitOne(RoundMs);
            Round(last);
        }
        while (!last);
    }

    void Round(bool last)
    {
        while (_desk.Wire.Take(_line, out int length, out bool sent, out long stamp))
        {
            var line = _line.AsSpan(0, length);
            _file?.Add(sent, stamp, line);
            if (!sent)
                _telemetry.Take(line);
            _events.ConsoleLine(sent, line);
        }
        _file?.Flush();
        var picture = _desk.Newest;
        bool reported = false;
        while (_desk.TryTakeReport(out var report))
        {
            reported = true;
            _events.RunReported(report);
        }
        if (_marker is { IsSet: true } && _desk.Run == null && !_desk.MayBeHot && (reported || picture != _told.Picture))
            _marker.Clear();
        bool stateChanged = picture != _told.Picture || reported;
        bool due = _desk.Time.GetElapsedTime(_snapshotAt).TotalMilliseconds >= SnapshotEveryMs;
        if (!stateChanged && !last && !(due && (_telemetry.Changed || _desk.Run != null)))
            return;
        _snapshotAt = _desk.Time.GetTimestamp();
        _telemetry.Changed = false;
        var snapshot = Compose(picture);
        Volatile.Write(ref _told, new Told(picture, snapshot));
        _events.SnapshotChanged(snapshot);
    }

    DriverSnapshot Compose(Desk.Picture picture)
    {
        bool connected = picture.State is not (DriverState.Offline or DriverState.Connecting);
        return new DriverSnapshot(
            picture.State, picture.Reason, picture.Firmware,
            connected ? _telemetry.Heaters : [], connected ? _telemetry.Position : null, _desk.Run?.Progress())
        {
            Remarks = picture.Remarks, Prompt = picture.Prompt, Overrides = picture.Overrides, Probe = picture.Probe,
        };
    }
}
