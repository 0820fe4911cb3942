using Fleet.Core.Gcode.Checks;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

sealed unsafe partial class Interpreter
{
    /// <summary>More repeats or pecks than this are a mistake in the program.</summary>
    const int MaxCycleSteps = 10_000;

    void OtherMotion(int code)
    {
        switch (code)
        {
            case 50 or 51:
                Spline();
                break;
            case 330 or (>= 380 and <= 385):
                Linear(rapid: false);
                break;
            case 800 when !_isCnc && (!_profileIsReal || _dialect.Family == FirmwareFamily.Prusa):
                // Prusa's mesh bed levelling; elsewhere it only ends a cycle.
                Probe();
                break;
            case 730 or (>= 810 and <= 890) when _isCnc:
                if (_dialect.Family is FirmwareFamily.Grbl)
                    _findings.Hit(Check.UnsupportedCode, _line, "A drilling cycle (G73 to G89)");
                Drill(code);
                break;
        }
    }

    /// <summary>
    /// Drilling in G17: over to the place, down to R, drill to Z (G73, G83 in steps of Q), up to R (G99) or to where it began (G98).
    /// Sticky words stay for the lines that follow.
    /// </summary>
    void Drill(int code)
    {
        double unit = _state.MmPerUnit;
        if (_code.HasNumber('F'))
            SetFeed(_code.Value('F'));
        bool begins = !_state.InCycle;
        if (begins)
            _state.CycleStartZ = _state.Z;
        _state.InCycle = true;
        double startZ = _state.CycleStartZ;
        double shift = _state.ShiftZ + _state.WorkZ;
        if (_code.HasNumber('R')) _state.CycleR = _state.Relative ? startZ + _code.Value('R') * unit : _code.Value('R') * unit + shift;
        if (_code.HasNumber('Z')) _state.CycleZ = _state.Relative ? _state.CycleR + _code.Value('Z') * unit : _code.Value('Z') * unit + shift;
        if (_code.HasNumber('Q')) _state.CycleQ = Math.Abs(_code.Value('Q') * unit);
        if (_code.HasNumber('P')) _state.CycleP = Math.Clamp(_code.Value('P'), 0, 3600);
        if (!(Math.Abs(_state.CycleR) + Math.Abs(_state.CycleZ) < AbsurdMm))
        {
            _findings.Hit(Check.AbsurdNumber, _line, Math.Abs(_state.CycleR) + Math.Abs(_state.CycleZ));
            (_state.CycleR, _state.CycleZ) = (0, 0);
            return;
        }

        int repeats = (int)Math.Clamp(_code.ValueOr('L', 1), 1, MaxCycleSteps);
        for (int i = 0; i < repeats; i++)
        {
            Target(out double x, out double y, out _);
            if (_state.Z < _state.CycleR)
                MoveTo(_state.X, _state.Y, _state.CycleR, 0, rapid: true);
            MoveTo(x, y, _state.Z, 0, rapid: true);
            MoveTo(x, y, _state.CycleR, 0, rapid: true);
            DrillHole(code, x, y);
            MoveTo(x, y, _state.CycleReturnsToR ? _state.CycleR : Math.Max(startZ, _state.CycleR), 0, rapid: code is not (850 or 890));
            if (!_state.Relative)
                break;
        }
    }

    void DrillHole(int code, double x, double y)
    {
        CncMove(rapid: false, x, y, _state.CycleZ);
        double depth = _state.CycleR - _state.CycleZ;
        if (code is 730 or 830 && _state.CycleQ > 0 && depth / _state.CycleQ < MaxCycleSteps)
        {
            for (double z = _state.CycleR - _state.CycleQ; z > _state.CycleZ; z -= _state.CycleQ)
            {
                MoveTo(x, y, z, 0, rapid: false);
                MoveTo(x, y, code == 830 ? _state.CycleR : z + 0.25, 0, rapid: true);
                if (code == 830)
                    MoveTo(x, y, z + 0.25, 0, rapid: true);
            }
        }

        MoveTo(x, y, _state.CycleZ, 0, rapid: false);
        if (code is 820 or 860 or 880 or 890 && _state.CycleP > 0)
            DwellFor(_state.CycleP);
    }

    /// <summary>G5: a cubic Bézier curve in X and Y; I J lead away from the start, P Q towards the end. In chords of about a millimetre.</summary>
    void Spline()
    {
        if (_code.HasNumber('F'))
            SetFeed(_code.Value('F'));
        double unit = _state.MmPerUnit;
        Target(out double x, out double y, out double z);
        double de = Extrusion();
        double x0 = _state.X, y0 = _state.Y, z0 = _state.Z;
        double x1 = x0 + _code.ValueOr('I', 0) * unit, y1 = y0 + _code.ValueOr('J', 0) * unit;
        double x2 = x + _code.ValueOr('P', 0) * unit, y2 = y + _code.ValueOr('Q', 0) * unit;
        double polygon = Math.Sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)) + Math.Sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1))
            + Math.Sqrt((x - x2) * (x - x2) + (y - y2) * (y - y2));
        if (!double.IsFinite(polygon) || polygon > AbsurdMm)
        {
            _findings.Hit(Check.AbsurdNumber, _line, polygon);
            return;
        }

        int count = Math.Clamp((int)polygon, 4, MaxChords);
        _tally.Moves++;
        for (int i = 1; i <= count; i++)
        {
            double t = (double)i / count, u = 1 - t;
            Chord(
                u * u * u * x0 + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t * t * t * x,
                u * u * u * y0 + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t * t * t * y,
                z0 + (z - z0) * t, de / count, 0);
        }
    }
}
