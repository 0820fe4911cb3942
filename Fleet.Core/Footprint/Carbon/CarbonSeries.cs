namespace Fleet.Core.Footprint.Carbon;

/// <summary>One zone's intensities of one kind from one source, in order of time.</summary>
public sealed record CarbonSeries(string Zone, SignalType Signal, string Source, IReadOnlyList<CarbonSlot> Slots)
{
    public long FromMs => Slots.Count > 0 ? Slots[0].StartMs : 0;

    public long ToMs => Slots.Count > 0 ? Slots[^1].EndMs : 0;
}
