namespace Fleet.Core.Gcode.Motion;

/// <summary>
/// Marlin 2 with junction deviation: v² = a·j·s/(1−s), s the sine of half the corner's angle, a limited along the change of direction.
/// Directions include the filament while extruding.
/// </summary>
struct JunctionDeviationRule : ICornerRule
{
    double _x, _y, _z, _e;
    double _previousNominal;
    StepGrid _steps;

    public readonly double RestSqr => MarlinLimits.RestSqr;

    public bool TryStep(ref PlannedMove move, MotionSettings settings) => _steps.TryStep(ref move, settings);

    public void Prepare(in PlannedMove move, MotionSettings settings, bool fromRest, ref PlannerBlock block)
    {
        double inverseLength = 1 / move.LengthMm;
        double nominal = MarlinLimits.Speed(move, settings, inverseLength);
        double accel = MarlinLimits.Acceleration(move, settings, inverseLength);
        block.Nominal = nominal;
        block.Accel = accel;

        double scale = inverseLength;
        if (move.De > 0 && !move.OnlyExtruder)
            scale = 1 / Math.Sqrt(move.LengthMm * move.LengthMm + move.De * move.De);
        double x = move.Dx * scale, y = move.Dy * scale, z = move.Dz * scale, e = move.De * scale;

        double entrySqr = RestSqr;
        if (!fromRest)
        {
            double cos = -(_x * x + _y * y + _z * z + _e * e);
            double slower = Math.Min(nominal, _previousNominal);
            entrySqr = slower * slower;
            if (cos > 0.999999)
                entrySqr = RestSqr;
            else if (move.ArcRadiusMm > 0)
                entrySqr = Math.Min(entrySqr, ArcSqr(settings, accel, x - _x, y - _y, z - _z, e - _e, move.ArcRadiusMm));
            else
                entrySqr = Math.Min(entrySqr, CornerSqr(settings, accel, Math.Max(cos, -0.999999), x - _x, y - _y, z - _z, e - _e, move));
        }

        (_x, _y, _z, _e) = (x, y, z, e);
        _previousNominal = nominal;
        block.MaxEntrySqr = entrySqr;
    }

    /// <summary>Within an arc Marlin is told its radius: v² = a·r.</summary>
    static double ArcSqr(MotionSettings settings, double accel, double x, double y, double z, double e, double radiusMm)
    {
        double norm = x * x + y * y + z * z + e * e;
        double scale = norm > 0 ? 1 / Math.Sqrt(norm) : 0;
        return MarlinLimits.AlongVector(accel, settings, x * scale, y * scale, z * scale, e * scale) * radiusMm;
    }

    static double CornerSqr(MotionSettings settings, double accel, double cos, double x, double y, double z, double e, in PlannedMove move)
    {
        double norm = x * x + y * y + z * z + e * e;
        double scale = norm > 0 ? 1 / Math.Sqrt(norm) : 0;
        double cornerAccel = MarlinLimits.AlongVector(accel, settings, x * scale, y * scale, z * scale, e * scale);
        double sinHalf = Math.Sqrt(0.5 * (1 - cos));
        double sqr = cornerAccel * settings.JunctionDeviation * sinHalf / (1 - sinHalf);

        // Many short segments with wide corners are an arc: go no faster than its radius allows.
        if (move.LengthMm < 1 && cos < -0.7071067812)
            sqr = Math.Min(sqr, move.LengthMm * cornerAccel / Math.Max(ArcCosine(-cos), SmallestTurn));
        return sqr;
    }

    /// <summary>Where Marlin's table of arc cosines ends, rad: the cosine is held below 0.999999.</summary>
    const double SmallestTurn = 0.0014;

    /// <summary>For 0 to 1, within 7e-5 rad (Abramowitz and Stegun 4.4.45); Marlin's table is good to 0.01.</summary>
    static double ArcCosine(double x) =>
        Math.Sqrt(Math.Max(1 - x, 0)) * (1.5707288 + x * (-0.2121144 + x * (0.0742610 + x * -0.0187293)));
}
