namespace Fleet.Core.Machines;

/// <summary>The reachable volume in machine coordinates, millimetres. For CNC machines Z is usually negative below home.</summary>
public sealed record Envelope
{
    public double MinXMm { get; init; }
    public double MinYMm { get; init; }
    public double MinZMm { get; init; }
    public required double MaxXMm { get; init; }
    public required double MaxYMm { get; init; }
    public required double MaxZMm { get; init; }

    public double SizeXMm => MaxXMm - MinXMm;
    public double SizeYMm => MaxYMm - MinYMm;
    public double SizeZMm => MaxZMm - MinZMm;
}
