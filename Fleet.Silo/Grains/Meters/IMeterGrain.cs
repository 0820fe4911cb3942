using Fleet.Silo.Cluster;

namespace Fleet.Silo.Grains;

/// <summary>
/// One meter: the arithmetic of its counter and the bookings of its energy. Key: the meter's id, or <c>model:MACHINE</c> for a
/// machine without a meter, whose runs are booked from the profile's power model.
/// </summary>
[Alias("fleet.meter")]
public interface IMeterGrain : IGrainWithStringKey
{
    /// <summary>Applies readings, each exactly once, in order.</summary>
    [Alias("read"), Repeatable]
    Task Read(string agentId, string epoch, ReadingFact[] readings);

    /// <summary>Books phases of runs on a machine that has no meter.</summary>
    [Alias("model"), Repeatable]
    Task Model(string agentId, string epoch, PhaseSpan[] spans);
}
