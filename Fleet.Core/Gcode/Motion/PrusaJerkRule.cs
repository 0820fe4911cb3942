namespace Fleet.Core.Gcode.Motion;

/// <summary>
/// Classic jerk as Prusa's 8-bit firmware and Marlin up to 2.1.2 have it: an axis that turns round is limited by the larger of its two
/// speeds, not by their difference, and a block may begin and end a standstill at its "safe" speed.
/// </summary>
struct PrusaJerkRule : ICornerRule
{
    double _x, _y, _z, _e;
    double _previousNominal;
    StepGrid _steps;
    double _safe;

    public readonly double RestSqr => Math.Max(_safe * _safe, MarlinLimits.RestSqr);

    public bool TryStep(ref PlannedMove move, MotionSettings settings) => _steps.TryStep(ref move, settings);

    public void Prepare(in PlannedMove move, MotionSettings settings, bool fromRest, ref PlannerBlock block)
    {
        double inverseLength = 1 / move.LengthMm;
        double nominal = MarlinLimits.Speed(move, settings, inverseLength);
        block.Nominal = nominal;
        block.Accel = MarlinLimits.Acceleration(move, settings, inverseLength);
        double x = move.Dx * inverseLength, y = move.Dy * inverseLength, z = move.Dz * inverseLength, e = move.De * inverseLength;

        double safe = SafeSpeed(x, y, z, e, nominal, settings), entry = safe;
        if (!fromRest)
        {
            // What leaves the corner before is lowered to this block's speed; what enters is not lowered to the one before.
            double slower = Math.Min(nominal, _previousNominal);
            double factor = 1;
            factor = Lower(factor, Jump(_x * slower, x * nominal), settings.JerkX);
            factor = Lower(factor, Jump(_y * slower, y * nominal), settings.JerkY);
            factor = Lower(factor, Jump(_z * slower, z * nominal), settings.JerkZ);
            factor = Lower(factor, Jump(_e * slower, e * nominal), settings.JerkE);
            entry = slower * factor;

            // Not faster through the corner than by stopping there: then it is a stop.
            if (_safe > entry * 0.99 && safe > entry * 0.99)
                entry = safe;
        }

        (_x, _y, _z, _e, _previousNominal, _safe) = (x, y, z, e, nominal, safe);
        block.MaxEntrySqr = Math.Max(entry * entry, MarlinLimits.RestSqr);
    }

    /// <summary>Speed of the block at which no axis exceeds its jerk. The first axis that does is not weighed by its share of the way.</summary>
    static double SafeSpeed(double x, double y, double z, double e, double nominal, MotionSettings settings)
    {
        double safe = nominal;
        bool limited = false;
        safe = Limit(safe, Math.Abs(x), nominal, settings.JerkX, ref limited);
        safe = Limit(safe, Math.Abs(y), nominal, settings.JerkY, ref limited);
        safe = Limit(safe, Math.Abs(z), nominal, settings.JerkZ, ref limited);
        return Limit(safe, Math.Abs(e), nominal, settings.JerkE, ref limited);
    }

    static double Limit(double safe, double share, double nominal, double jerk, ref bool limited)
    {
        if (share * nominal <= jerk)
            return safe;
        double lowered = Math.Min(safe, limited ? jerk / share : jerk);
        limited = true;
        return lowered;
    }

    /// <summary>Speed change of one axis: the difference while it goes on in one direction, the larger speed when it turns round.</summary>
    static double Jump(double leaves, double enters) =>
        leaves * enters >= 0 ? Math.Abs(leaves - enters) : Math.Max(Math.Abs(leaves), Math.Abs(enters));

    static double Lower(double factor, double change, double limit) => change * factor > limit ? limit / change : factor;
}
