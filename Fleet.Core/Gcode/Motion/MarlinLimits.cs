using System.Runtime.CompilerServices;

namespace Fleet.Core.Gcode.Motion;

/// <summary>Marlin's limits of a single block: <c>Planner::_populate_block</c>.</summary>
static class MarlinLimits
{
    /// <summary>Minimum planner speed 0.05 mm/s, squared.</summary>
    public const double RestSqr = 0.05 * 0.05;

    /// <summary>Feed lowered until no axis exceeds M203.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Speed(in PlannedMove move, MotionSettings limits, double inverseLength)
    {
        double speed = Math.Max(move.FeedMmPerS, move.De > 0 ? limits.MinPrintFeed : limits.MinTravelFeed);
        double perAxis = speed * inverseLength;
        double factor = 1;
        factor = Lower(factor, Math.Abs(move.Dx) * perAxis, limits.MaxFeedX);
        factor = Lower(factor, Math.Abs(move.Dy) * perAxis, limits.MaxFeedY);
        factor = Lower(factor, Math.Abs(move.Dz) * perAxis, limits.MaxFeedZ);
        factor = Lower(factor, Math.Abs(move.De) * perAxis, limits.MaxFeedE);
        return Math.Max(speed * factor, 0.05);
    }

    /// <summary>M204's acceleration of this kind of move, lowered until no axis exceeds M201.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Acceleration(in PlannedMove move, MotionSettings limits, double inverseLength)
    {
        double accel = move.OnlyExtruder ? limits.RetractAccel : move.De != 0 ? limits.PrintAccel : limits.TravelAccel;
        return Math.Max(AlongVector(
            Math.Min(accel, 1e9), limits, move.Dx * inverseLength, move.Dy * inverseLength, move.Dz * inverseLength, move.De * inverseLength), 1e-3);
    }

    /// <summary>The highest acceleration along a direction, at most <paramref name="accel"/>, that keeps every axis within M201.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AlongVector(double accel, MotionSettings limits, double x, double y, double z, double e)
    {
        accel = LowerTo(accel, Math.Abs(x), limits.MaxAccelX);
        accel = LowerTo(accel, Math.Abs(y), limits.MaxAccelY);
        accel = LowerTo(accel, Math.Abs(z), limits.MaxAccelZ);
        return LowerTo(accel, Math.Abs(e), limits.MaxAccelE);
    }

    static double Lower(double factor, double speed, double limit) => speed * factor > limit ? limit / speed : factor;

    static double LowerTo(double accel, double share, double limit) => accel * share > limit ? limit / share : accel;
}
