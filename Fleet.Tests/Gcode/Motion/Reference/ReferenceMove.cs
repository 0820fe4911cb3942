namespace Fleet.Tests.Gcode.Motion.Reference;

/// <summary>One straight move as a firmware is asked for it, with the limits that hold at that moment. mm and seconds.</summary>
sealed record ReferenceMove(double[] Delta, double FeedMmPerS, ReferenceLimits Limits)
{
    /// <summary>G0 on a milling machine.</summary>
    public bool Rapid { get; init; }

    /// <summary>Radius of the arc that this piece and the one before it are cut from; null at any other corner.</summary>
    public double? ArcRadiusMm { get; init; }

    public bool OnlyExtruder => Delta[0] == 0 && Delta[1] == 0 && Delta[2] == 0;

    public double LengthMm => OnlyExtruder ? Math.Abs(Delta[3]) : Math.Sqrt(Delta[0] * Delta[0] + Delta[1] * Delta[1] + Delta[2] * Delta[2]);
}
