using Fleet.Silo.Cluster;

namespace Fleet.Silo.Grains;

/// <summary>
/// One meter: the arithmetic of its counter and the bookings of its energy. Key: the meter's id, or <c>model:MACHINE</c> for a
/// machine (or peripheral) without a meter, whose runs are booked from its power model.
/// </summary>
[Alias("fleet.meter")]
public interface IMeterGrain : IGrainWithStringKey
{
    /// <summary>Applies readings, each exactly once, in order.</summary>
    [Alias("read"), Repeatable]
    Task Read(string agentId, string epoch, ReadingFact[] readings);

    /// <summary>Books phases of runs, and standby, of a machine that has no meter.</summary>
    [Alias("model"), Repeatable]
    Task Model(string agentId, string epoch, PhaseSpan[] spans);

    /// <summary>
    /// Divides a stretch of the past anew, by what is known of it now: late facts, a meter that was moved and booked late. What is
    /// different becomes bookings that take the old ones back and new ones; the sum of the meter stays. Returns the number of bookings.
    /// </summary>
    [Alias("anew"), Repeatable]
    Task<int> Anew(long fromMs, long toMs);

    /// <summary>Reads its row again: its setting or its bindings have changed.</summary>
    [Alias("reload"), Repeatable]
    Task Reload();
}
