using System.Text;
using Fleet.Agent.Journal;
using Fleet.Protocol;

namespace Fleet.Agent.Stations;

/// <summary>
/// A machine's wire for the people who watch it at the server. Lines are kept only while somebody watches, and never more than a screen
/// takes; while nobody does, a line costs one comparison.
/// </summary>
sealed class ConsoleFeed(string machineId, AgentClock clock, TimeProvider time)
{
    /// <summary>Between two batches; what is older is left out and counted.</summary>
    const int MostLines = 300;

    /// <summary>A server that forgets to say that nobody watches any longer is not believed for ever.</summary>
    static readonly TimeSpan LongestWatch = TimeSpan.FromMinutes(5);

    readonly Lock _gate = new();
    readonly Queue<ConsoleLine> _lines = new();
    long _until;
    int _leftOut;

    /// <summary>Somebody watches for so long from now; zero ends it.</summary>
    internal void Watch(TimeSpan span)
    {
        var bounded = span > LongestWatch ? LongestWatch : span;
        Volatile.Write(ref _until, bounded <= TimeSpan.Zero ? 0 : time.GetTimestamp() + (long)(bounded.TotalSeconds * time.TimestampFrequency));
    }

    internal void Add(bool sent, ReadOnlySpan<byte> line)
    {
        long until = Volatile.Read(ref _until);
        if (until == 0 || time.GetTimestamp() > until)
            return;
        var entry = new ConsoleLine { AtUnixMs = clock.ServerNowMs(), Sent = sent, Text = Encoding.Latin1.GetString(line) };
        lock (_gate)
        {
            _lines.Enqueue(entry);
            if (_lines.Count <= MostLines)
                return;
            _lines.Dequeue();
            _leftOut++;
        }
    }

    /// <summary>What came since the last call; null when there is nothing to send.</summary>
    internal ConsoleBatch? Take()
    {
        lock (_gate)
        {
            if (_lines.Count == 0)
                return null;
            var batch = new ConsoleBatch { MachineId = machineId, Lines = { _lines }, LeftOut = (uint)_leftOut };
            _lines.Clear();
            _leftOut = 0;
            return batch;
        }
    }
}
