namespace Fleet.Agent.Journal;

/// <summary>
/// Dates facts on a machine whose wall clock may be wrong (a Pi boots in 1970). Facts carry the boot and its monotonic time; once
/// the uplink has measured the server's clock against the monotonic one, every fact of this boot gets the server's time, also those
/// from before.
/// </summary>
public sealed class AgentClock(TimeProvider time)
{
    const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>An exchange slower than this says nothing exact about the offset.</summary>
    const long WorstUsefulRoundTripUs = 5_000_000;

    readonly string _boot = File.Exists(BootIdFile) ? File.ReadAllText(BootIdFile).Trim() : Guid.NewGuid().ToString("n");
    readonly Lock _turn = new();
    long? _serverMinusMonotonicUs;
    long _bestRoundTripUs = WorstUsefulRoundTripUs;

    /// <summary>CLOCK_MONOTONIC in microseconds: the same in every process of this boot.</summary>
    public long MonotonicUs => (long)(time.GetTimestamp() * (1_000_000.0 / time.TimestampFrequency));

    public Moment Now() => new(_boot, MonotonicUs, time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The server's time now, as well as is known; for deadlines.</summary>
    public long ServerNowMs() => ServerMs(Now());

    /// <summary>When something happened, in the server's time. Facts of an earlier boot keep the wall clock that they had.</summary>
    public long ServerMs(Moment moment)
    {
        lock (_turn)
            return moment.Boot == _boot && _serverMinusMonotonicUs is { } offsetUs ? (moment.MonotonicUs + offsetUs) / 1000 : moment.WallMs;
    }

    /// <summary>One exchange with the server: its time was taken somewhere between sending and receiving, most likely in the middle.</summary>
    public void Measured(long sentMonotonicUs, long serverUnixMs)
    {
        var receivedUs = MonotonicUs;
        var roundTripUs = receivedUs - sentMonotonicUs;
        lock (_turn)
        {
            // A better exchange wins; an old one is slowly distrusted, because clocks drift.
            _bestRoundTripUs += 1000;
            if (roundTripUs is < 0 or > WorstUsefulRoundTripUs || roundTripUs > _bestRoundTripUs)
                return;
            _bestRoundTripUs = roundTripUs;
            _serverMinusMonotonicUs = serverUnixMs * 1000 - (sentMonotonicUs + roundTripUs / 2);
        }
    }
}
