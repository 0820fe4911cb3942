namespace Fleet.Core.Scheduling;

/// <summary>An axis-aligned box, mm.</summary>
public sealed record Extent(double MinXMm, double MinYMm, double MinZMm, double MaxXMm, double MaxYMm, double MaxZMm)
{
    public double SizeXMm => MaxXMm - MinXMm;
    public double SizeYMm => MaxYMm - MinYMm;
    public double SizeZMm => MaxZMm - MinZMm;
}
