namespace Fleet.Agent.Meters;

/// <summary>How long a reading may take before it counts as missing: a run's facts wait for it.</summary>
static class MeterPatience
{
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(2);
}
