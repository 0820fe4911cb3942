namespace Fleet.Core.Gcode.Motion;

/// <summary>
/// Classic jerk as Prusa's 8-bit firmware and Marlin up to 2.1.2 have it: an axis that turns round is limited by the larger of its two
/// speeds, not by their difference, and a block may begin and end a standstill at its "safe" speed.
/// </summary>
struct PrusaJerkRule : ICornerRule
{
    double _x, _y, _z, _e;
    double _previousNominal;
    double _safe;

    public readonly double RestSqr => Math.Max(_safe * _safe, MarlinLimits.RestSqr);

    public readonly bool IsTooShort(in PlannedMove move, MotionSettings settings) => MarlinLimits.IsTooShort(move, settings);

    public void Prepare(in PlannedMove move, MotionSettings settings, bool fromRest, ref PlannerBlock block)
    {
        double inverseLength = 1 / move.LengthMm;
        double nominal = MarlinLimits.Speed(move, settings, inverseLength);
        block.Nominal = nominal;
        block.Accel = MarlinLimits.Acceleration(move, settings, inverseLength);
        double x = move.Dx * inverseLength, y = move.Dy * inverseLength, z = move.Dz * inverseLength, e = move.De * inverseLength;

        double safeFactor = 1;
        safeFactor = Lower(safeFactor, Math.Abs(x) * nominal, settings.JerkX);
        safeFactor = Lower(safeFactor, Math.Abs(y) * nominal, settings.JerkY);
        safeFactor = Lower(safeFactor, Math.Abs(z) * nominal, settings.JerkZ);
        safeFactor = Lower(safeFactor, Math.Abs(e) * nominal, settings.JerkE);
        double safe = nominal * safeFactor, entry = safe;
        if (!fromRest)
        {
            double slower = Math.Min(nominal, _previousNominal);
            double factor = 1;
            factor = Lower(factor, Change(_x, x) * slower, settings.JerkX);
            factor = Lower(factor, Change(_y, y) * slower, settings.JerkY);
            factor = Lower(factor, Change(_z, z) * slower, settings.JerkZ);
            factor = Lower(factor, Change(_e, e) * slower, settings.JerkE);
            entry = slower * factor;

            // Not faster through the corner than by stopping there: then it is a stop.
            if (_safe > entry * 0.99 && safe > entry * 0.99)
                entry = safe;
        }

        (_x, _y, _z, _e, _previousNominal, _safe) = (x, y, z, e, nominal, safe);
        block.MaxEntrySqr = Math.Max(entry * entry, MarlinLimits.RestSqr);
    }

    /// <summary>Speed change of one axis at speed 1: the difference while it goes on in one direction, the larger part when it turns round.</summary>
    static double Change(double before, double after) =>
        before * after >= 0 ? Math.Abs(before - after) : Math.Max(Math.Abs(before), Math.Abs(after));

    static double Lower(double factor, double change, double limit) => change * factor > limit ? limit / change : factor;
}
