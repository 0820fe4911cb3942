namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// How long a run takes, in slots, as a distribution: the median is what the plan counts with, P80 is what is promised and what must
/// fit before closing or a booking, P95 is what must fit when a person has to stay with the machine.
/// </summary>
public sealed record RunDuration(int MedianSlots, int P80Slots, int P95Slots)
{
    public static RunDuration Exactly(int slots) => new(slots, slots, slots);
}
