namespace Fleet.Core.Machines;

/// <summary>What the firmware lets the axes do, as shipped. A program may lower or raise parts of it (M201, M203, M204, M205).</summary>
public sealed record MotionLimits
{
    /// <summary>Highest speed of each axis, mm/s (M203, <c>$110</c>–<c>$112</c> divided by 60).</summary>
    public required AxisValues MaxFeedMmPerS { get; init; }

    /// <summary>Highest acceleration of each axis, mm/s² (M201, <c>$120</c>–<c>$122</c>).</summary>
    public required AxisValues MaxAccelerationMmPerS2 { get; init; }

    /// <summary>Acceleration of printing moves, mm/s² (M204 P). Null: the axes' limits alone.</summary>
    public double? PrintAccelerationMmPerS2 { get; init; }

    /// <summary>Acceleration of travel moves, mm/s² (M204 T). Null: as printing.</summary>
    public double? TravelAccelerationMmPerS2 { get; init; }

    /// <summary>Acceleration of moves that only turn the extruder, mm/s² (M204 R). Null: as printing.</summary>
    public double? RetractAccelerationMmPerS2 { get; init; }

    /// <summary>Junction deviation, mm (Marlin M205 J, GRBL <c>$11</c>).</summary>
    public double JunctionDeviationMm { get; init; } = 0.013;

    /// <summary>Classic jerk, mm/s (M205 X Y Z E). Null where the planner does not use it.</summary>
    public AxisValues? JerkMmPerS { get; init; }

    /// <summary>Klipper's speed through a 90° corner, mm/s.</summary>
    public double SquareCornerVelocityMmPerS { get; init; } = 5;

    /// <summary>Klipper's <c>minimum_cruise_ratio</c>, 0 to 1.</summary>
    public double MinimumCruiseRatio { get; init; } = 0.5;

    /// <summary>Marlin's <c>MINIMUM_SEGMENT_TIME</c> of the slow-down rule, microseconds; 0 turns it off.</summary>
    public int MinSegmentTimeUs { get; init; } = 20_000;

    /// <summary>Speed of homing moves, mm/s; for the time model.</summary>
    public double HomingFeedMmPerS { get; init; } = 50;

    /// <summary>Time that bed probing (G29 or what the start code calls it) takes, seconds.</summary>
    public double ProbingSeconds { get; init; } = 30;
}
