using System.Runtime.CompilerServices;

namespace Fleet.Core.Gcode.Motion;

/// <summary>
/// Marlin plans whole motor steps. What is left over stays for the next move, and a move of fewer than <see cref="MinSteps"/> steps
/// (MIN_STEPS_PER_SEGMENT, Prusa's dropsegments) is not queued at all. On paths of short segments both bend the corners that the planner sees.
/// </summary>
struct StepGrid
{
    const double MinSteps = 6;

    /// <summary>Where the program wants to be beyond the last whole step, mm.</summary>
    double _x, _y, _z, _e;

    /// <summary>False: the move waits for the next one. Otherwise it is what the motors really turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryStep(ref PlannedMove move, MotionSettings limits)
    {
        _x += move.Dx;
        _y += move.Dy;
        _z += move.Dz;
        _e += move.De;
        double x = Math.Round(_x * limits.StepsPerMmX), y = Math.Round(_y * limits.StepsPerMmY);
        double z = Math.Round(_z * limits.StepsPerMmZ), e = Math.Round(_e * limits.StepsPerMmE);
        if (Math.Abs(x) < MinSteps && Math.Abs(y) < MinSteps && Math.Abs(z) < MinSteps && Math.Abs(e) < MinSteps)
            return false;
        move.Dx = x / limits.StepsPerMmX;
        move.Dy = y / limits.StepsPerMmY;
        move.Dz = z / limits.StepsPerMmZ;
        move.De = e / limits.StepsPerMmE;
        _x -= move.Dx;
        _y -= move.Dy;
        _z -= move.Dz;
        _e -= move.De;
        move.OnlyExtruder = x == 0 && y == 0 && z == 0;
        move.LengthMm = move.OnlyExtruder ? Math.Abs(move.De) : Math.Sqrt(move.Dx * move.Dx + move.Dy * move.Dy + move.Dz * move.Dz);
        return true;
    }
}
