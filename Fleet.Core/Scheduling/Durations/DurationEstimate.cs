using Fleet.Core.Scheduling.Planning;

namespace Fleet.Core.Scheduling.Durations;

/// <summary>How long a run will take: median for planning, P80 for promises, P95 at closing time. Seconds.</summary>
/// <param name="LearntFrom">Finished runs of this machine that stand behind it; 0: the prior alone.</param>
public sealed record DurationEstimate(double MedianSeconds, double P80Seconds, double P95Seconds, int LearntFrom)
{
    /// <summary>Whole slots, rounded up, at least one.</summary>
    /// <param name="slotMinutes">From 1.</param>
    public RunDuration InSlots(int slotMinutes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slotMinutes, 1);
        return new(Slots(MedianSeconds), Slots(P80Seconds), Slots(P95Seconds));

        int Slots(double seconds) => (int)Math.Clamp(Math.Ceiling(seconds / 60 / slotMinutes), 1, 1_000_000);
    }
}
