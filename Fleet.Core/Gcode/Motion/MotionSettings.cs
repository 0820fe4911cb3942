using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Motion;

/// <summary>The limits that the planner obeys now: the profile's, until M201 to M205 and their like change them. mm and seconds.</summary>
sealed class MotionSettings
{
    public double MaxFeedX, MaxFeedY, MaxFeedZ, MaxFeedE;
    public double MaxAccelX, MaxAccelY, MaxAccelZ, MaxAccelE;
    public double PrintAccel, TravelAccel, RetractAccel;
    public double JunctionDeviation;
    public double JerkX, JerkY, JerkZ, JerkE;
    public double SquareCornerVelocity;
    public double MinimumCruiseRatio;

    /// <summary>Klipper's limits along the path; infinite elsewhere.</summary>
    public double MaxVelocity = double.PositiveInfinity;
    public double MinPrintFeed, MinTravelFeed;

    /// <summary>M92; until a program says so, those of common printers. Marlin plans in whole steps.</summary>
    public double StepsPerMmX = 80, StepsPerMmY = 80, StepsPerMmZ = 400, StepsPerMmE = 100;

    public MotionSettings(MotionLimits limits)
    {
        (MaxFeedX, MaxFeedY, MaxFeedZ, MaxFeedE) = Positive(limits.MaxFeedMmPerS);
        (MaxAccelX, MaxAccelY, MaxAccelZ, MaxAccelE) = Positive(limits.MaxAccelerationMmPerS2);
        PrintAccel = limits.PrintAccelerationMmPerS2 ?? double.PositiveInfinity;
        TravelAccel = limits.TravelAccelerationMmPerS2 ?? PrintAccel;
        RetractAccel = limits.RetractAccelerationMmPerS2 ?? PrintAccel;
        JunctionDeviation = limits.JunctionDeviationMm;
        (JerkX, JerkY, JerkZ, JerkE) = limits.JerkMmPerS is { } jerk ? (jerk.X, jerk.Y, jerk.Z, jerk.E) : (10, 10, 0.3, 5);
        SquareCornerVelocity = limits.SquareCornerVelocityMmPerS;
        MinimumCruiseRatio = Math.Clamp(limits.MinimumCruiseRatio, 0, 1);
    }

    public MotionSettings Clone() => (MotionSettings)MemberwiseClone();

    /// <summary>A limit of 0 means that the profile does not name one (no extruder, for instance).</summary>
    static (double X, double Y, double Z, double E) Positive(AxisValues values) =>
        (OrInfinite(values.X), OrInfinite(values.Y), OrInfinite(values.Z), OrInfinite(values.E));

    static double OrInfinite(double value) => value > 0 ? value : double.PositiveInfinity;
}
