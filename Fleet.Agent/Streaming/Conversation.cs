using Fleet.Agent.Drivers;
using Fleet.Agent.Links;

namespace Fleet.Agent.Streaming;

/// <summary>
/// One opening of a link, from the first byte to the loss of the wire, on its own thread. The turn of the loop is: read, take each line,
/// take requests, look at the clock, write. From bytes read to bytes written nothing is allocated, locked or logged to a file.
/// </summary>
abstract class Conversation(ILink link, Desk desk, Profile profile, DriverOptions options) : IDisposable
{
    /// <summary>After the last byte the cheap blocking read is good for so long; then requests must be heard sooner than it returns.</summary>
    static readonly TimeSpan Flowing = TimeSpan.FromMilliseconds(50);

    readonly LineReader _lines = new();
    readonly byte[] _incoming = new byte[4096];
    readonly byte[] _outgoing = new byte[4096];
    int _outgoingLength;
    long _readAt;
    volatile bool _stopAsked, _ending;
    bool _returned;

    protected ILink Link { get; private set; } = link;
    protected Desk Desk { get; } = desk;
    protected Profile Profile { get; } = profile;
    protected DriverOptions Options { get; } = options;

    /// <summary>Time of this turn, in ticks of the driver's clock.</summary>
    internal long Now { get; private set; }

    /// <summary>Opening the port may have reset the board.</summary>
    internal bool HasModemLines => Link.HasModemLines;

    /// <summary>When the last byte came.</summary>
    internal long LastByteAt { get; private set; }

    /// <summary>An answer is due at any moment: wait in the cheap blocking read.</summary>
    protected abstract bool Hot { get; }

    protected abstract void Begin();

    protected abstract void TakeLine(ReadOnlySpan<byte> line);

    protected abstract void TakeRequest(Request request);

    /// <summary>The emergency bytes went out; end the run and say how to recover.</summary>
    protected abstract void Stopped();

    /// <summary>The wire is gone; a run that is on ends here.</summary>
    internal abstract void Lost(string reason);

    /// <summary>Timers. Returns the milliseconds that a quiet wait may last.</summary>
    protected abstract int Tick();

    /// <summary>Queues what may be written now through <see cref="Queue"/>.</summary>
    protected abstract void Pump();

    /// <summary>The firmware's own emergency command, ready for the wire.</summary>
    protected abstract ReadOnlySpan<byte> EmergencyBytes { get; }

    /// <summary>
    /// The run may outlive a short loss of the link, because the firmware itself can prove which lines it took. Asked on the driver's loop
    /// after <see cref="Run"/> has ended.
    /// </summary>
    internal virtual bool MayReturn => false;

    /// <summary>The link is gone; the run waits for it.</summary>
    internal virtual void Away(string reason) { }

    /// <summary>The first thing on a link that came back.</summary>
    protected virtual void BeginAgain() => throw new InvalidOperationException("This conversation cannot return.");

    /// <summary>Goes on with another opening of the same port; then <see cref="Run"/> again.</summary>
    internal void Return(ILink link)
    {
        Link = link;
        _lines.Reset();
        _outgoingLength = 0;
        _returned = true;
    }

    /// <summary>Runs until the link is lost, the machine must be reopened, or <see cref="End"/>.</summary>
    internal void Run()
    {
        Now = LastByteAt = Desk.Time.GetTimestamp();
        if (_returned)
            BeginAgain();
        else
            Begin();
        int waitMs = 0;
        while (!_ending)
        {
            int count = Hot && Since(LastByteAt) < Flowing ? Link.Read(_incoming) : Link.Read(_incoming, waitMs);
            Now = _readAt = Desk.Time.GetTimestamp();
            if (_stopAsked)
            {
                _stopAsked = false;
                Desk.Wire.Add(sent: true, Now, "(software stop)"u8);
                Stopped();
            }
            if (count > 0)
            {
                LastByteAt = Now;
                ReadOnlySpan<byte> chunk = _incoming.AsSpan(0, count);
                while (_lines.Next(ref chunk, out var line))
                {
                    Desk.Wire.Add(sent: false, Now, line);
                    TakeLine(line);
                }
            }
            while (Desk.HasRequests && Desk.TryTake(out var request))
                TakeRequest(request);
            waitMs = Tick();
            Pump();
            Flush(answering: count > 0);
        }
    }

    /// <summary>Any thread: past every queue, at once.</summary>
    internal void StopNow()
    {
        // Before the bytes: the firmware's answer must find the run ended by a person, not by a fault.
        _stopAsked = true;
        Link.WriteUrgent(EmergencyBytes);
        Link.Wake();
    }

    /// <summary>Any thread: look at the requests now.</summary>
    internal void Wake() => Link.Wake();

    /// <summary>Gives the lost link's descriptor back while the run waits for another.</summary>
    internal void CloseLink() => Link.Dispose();

    /// <summary>Any thread: leave the loop at its next turn.</summary>
    internal void End()
    {
        _ending = true;
        Link.Wake();
    }

    /// <summary>Puts a line on the next write and into the wire's log (without its line end).</summary>
    internal void Queue(ReadOnlySpan<byte> line) => Queue(line, line);

    /// <param name="shown">The line as people read it, where the wire carries it packed.</param>
    internal void Queue(ReadOnlySpan<byte> line, ReadOnlySpan<byte> shown)
    {
        if (_outgoingLength + line.Length > _outgoing.Length)
            Flush(answering: false);
        line.CopyTo(_outgoing.AsSpan(_outgoingLength));
        _outgoingLength += line.Length;
        if (!shown.IsEmpty)
            Desk.Wire.Add(sent: true, Now, shown is [.., (byte)'\n'] ? shown[..^1] : shown);
    }

    /// <summary>Writes a real-time byte outside every window. Not logged: it may come four times a second.</summary>
    protected void WriteRealTime(byte one) => Link.Write(new ReadOnlySpan<byte>(in one));

    internal TimeSpan Since(long stamp) => Desk.Time.GetElapsedTime(stamp, Now);

    /// <summary>The wire is of no use any more: the reason is told and the link reopened.</summary>
    internal static LinkLostException GiveUp(string sentence) => new(sentence) { PortIsFine = true };

    void Flush(bool answering)
    {
        if (_outgoingLength == 0)
            return;
        Link.Write(_outgoing.AsSpan(0, _outgoingLength));
        _outgoingLength = 0;
        if (answering)
            Desk.Gaps.Add((long)(Desk.Time.GetElapsedTime(_readAt).TotalNanoseconds));
    }

    public virtual void Dispose() => Link.Dispose();
}
