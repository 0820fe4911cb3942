namespace Fleet.Core.Gcode.Motion;

/// <summary>GRBL: limits along the unit vector from $110 to $122, corners by junction deviation ($11); G0 is as fast as the axes allow.</summary>
struct GrblRule : ICornerRule
{
    double _x, _y, _z;
    double _previousNominal;

    public readonly double RestSqr => 0;

    public readonly bool TryStep(ref PlannedMove move, MotionSettings settings) => true;

    public void Prepare(in PlannedMove move, MotionSettings settings, bool fromRest, ref PlannerBlock block)
    {
        double inverseLength = 1 / move.LengthMm;
        double x = move.Dx * inverseLength, y = move.Dy * inverseLength, z = move.Dz * inverseLength;
        double accel = Along(x, y, z, settings.MaxAccelX, settings.MaxAccelY, settings.MaxAccelZ);
        double fastest = Along(x, y, z, settings.MaxFeedX, settings.MaxFeedY, settings.MaxFeedZ);
        double nominal = Math.Max(move.Rapid ? fastest : Math.Min(move.FeedMmPerS, fastest), 1.0 / 60);
        block.Nominal = nominal;
        block.Accel = accel;

        double entrySqr = 0;
        if (!fromRest)
        {
            double cos = -(_x * x + _y * y + _z * z);
            double slower = Math.Min(nominal, _previousNominal);
            if (cos > 0.999999)
                entrySqr = 0;
            else if (cos < -0.999999)
                entrySqr = slower * slower;
            else
                entrySqr = Math.Min(slower * slower, CornerSqr(settings, cos, x - _x, y - _y, z - _z));
        }

        (_x, _y, _z) = (x, y, z);
        _previousNominal = nominal;
        block.MaxEntrySqr = entrySqr;
    }

    static double CornerSqr(MotionSettings settings, double cos, double x, double y, double z)
    {
        double scale = 1 / Math.Sqrt(x * x + y * y + z * z);
        double accel = Along(x * scale, y * scale, z * scale, settings.MaxAccelX, settings.MaxAccelY, settings.MaxAccelZ);
        double sinHalf = Math.Sqrt(0.5 * (1 - cos));
        return accel * settings.JunctionDeviation * sinHalf / (1 - sinHalf);
    }

    static double Along(double x, double y, double z, double limitX, double limitY, double limitZ)
    {
        double inverse = Math.Max(Math.Max(Math.Abs(x) / limitX, Math.Abs(y) / limitY), Math.Abs(z) / limitZ);
        return inverse > 1e-9 ? 1 / inverse : 1e9;
    }
}
