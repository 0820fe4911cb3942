namespace Fleet.Agent.Drivers;

/// <summary>The factors in force, percent. GRBL reports them; a printer's are what was last set here.</summary>
public readonly record struct OverrideFactors(int FeedPercent, int FlowPercent, int RapidPercent, int SpindlePercent)
{
    public static OverrideFactors None { get; } = new(100, 100, 100, 100);
}
