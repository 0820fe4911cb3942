using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode.Motion.Reference;

/// <summary>What M201 to M205 have left; axes in the order X, Y, Z, E. mm and seconds.</summary>
sealed record ReferenceLimits(
    double[] MaxFeed, double[] MaxAccel, double[] Jerk, double Print, double Travel, double Retract, double Deviation, double SquareCorner, double CruiseRatio)
{
    public static ReferenceLimits Of(MotionLimits motion)
    {
        double print = motion.PrintAccelerationMmPerS2 ?? 1e9;
        return new(
            Axes(motion.MaxFeedMmPerS), Axes(motion.MaxAccelerationMmPerS2), motion.JerkMmPerS is { } jerk ? Axes(jerk) : [10, 10, 0.3, 5],
            print, motion.TravelAccelerationMmPerS2 ?? print, motion.RetractAccelerationMmPerS2 ?? print,
            motion.JunctionDeviationMm, motion.SquareCornerVelocityMmPerS, motion.MinimumCruiseRatio);
    }

    /// <summary>The highest speed (or acceleration) along a direction under one limit for each axis.</summary>
    public static double Along(double wanted, double[] direction, double[] limits)
    {
        for (int axis = 0; axis < 4; axis++)
        {
            if (Math.Abs(direction[axis]) > 1e-12 && limits[axis] > 0)
                wanted = Math.Min(wanted, limits[axis] / Math.Abs(direction[axis]));
        }

        return wanted;
    }

    static double[] Axes(AxisValues values) => [values.X, values.Y, values.Z, values.E];
}
