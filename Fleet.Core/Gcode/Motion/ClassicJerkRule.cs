namespace Fleet.Core.Gcode.Motion;

/// <summary>Marlin's classic jerk: through a corner no axis changes its speed by more than M205 X Y Z E at once.</summary>
struct ClassicJerkRule : ICornerRule
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
        block.Nominal = nominal;
        block.Accel = MarlinLimits.Acceleration(move, settings, inverseLength);
        double x = move.Dx * inverseLength, y = move.Dy * inverseLength, z = move.Dz * inverseLength, e = move.De * inverseLength;

        double speed = nominal, dx = x, dy = y, dz = z, de = e;
        if (!fromRest)
        {
            speed = Math.Min(nominal, _previousNominal);
            (dx, dy, dz, de) = (x - _x, y - _y, z - _z, e - _e);
        }

        double factor = 1;
        factor = Lower(factor, Math.Abs(dx) * speed, settings.JerkX);
        factor = Lower(factor, Math.Abs(dy) * speed, settings.JerkY);
        factor = Lower(factor, Math.Abs(dz) * speed, settings.JerkZ);
        factor = Lower(factor, Math.Abs(de) * speed, settings.JerkE);
        speed *= factor;
        block.MaxEntrySqr = Math.Max(speed * speed, RestSqr);
        (_x, _y, _z, _e) = (x, y, z, e);
        _previousNominal = nominal;
    }

    static double Lower(double factor, double change, double limit) => change * factor > limit ? limit / change : factor;
}
