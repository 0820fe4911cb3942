namespace Fleet.Core.Gcode.Motion;

/// <summary>One place in a planner's ring; mm, mm/s, mm/s².</summary>
struct PlannerBlock
{
    public double Length;
    public double Nominal;
    public double Accel;

    /// <summary>What the corner before the block allows.</summary>
    public double MaxEntrySqr;

    /// <summary>What the corner and everything planned behind it allow.</summary>
    public double EntrySqr;

    public double FilamentMm;
    public long Line;
    public bool ToolOn;
}
