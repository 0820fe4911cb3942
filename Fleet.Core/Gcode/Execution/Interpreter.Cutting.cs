using Fleet.Core.Gcode.Checks;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

sealed unsafe partial class Interpreter
{
    bool _spindleEverOn;
    double _deepestCutZ;

    /// <summary>A feed move cuts when the tool is on; without any M3 in the program a spindle may be switched by hand.</summary>
    bool CutsNow => _isLaser ? _state.ToolOn && _state.SpindleS > 0 : _state.ToolOn || !_spindleEverOn;

    void SetSpindleSpeed(double s)
    {
        if (!(s >= 0) || s > 1e7)
        {
            _findings.Hit(Check.AbsurdNumber, _line, s);
            return;
        }

        if (s == _state.SpindleS)
            return;
        _state.SpindleS = s;
        if (_state.ToolOn)
            SpindleRuns();
    }

    void SpindleRuns()
    {
        _tally.MaxSpindleS = Math.Max(_tally.MaxSpindleS, _state.SpindleS);
        if (_profileIsReal)
            CheckSpindle();
    }

    /// <summary>M3, M4, M5. On printers (Marlin with a laser) S belongs to the same line.</summary>
    void Spindle(int code)
    {
        // GRBL empties its queue for a spindle change; in laser mode it does not stop.
        if (!_isLaser)
            _planner?.Drain();
        if (!_isCnc && _code.HasNumber('S') && _code.Value('S') is >= 0 and < 1e7 and var s)
            _state.SpindleS = s;
        _state.ToolOn = code != 50;
        _state.DynamicLaser = code == 40;
        if (!_state.ToolOn)
            return;
        _spindleEverOn = true;
        SpindleRuns();
    }

    /// <summary>M7, M8, M9.</summary>
    void Coolant(int code)
    {
        _state.Mist = code == 70 || (code == 80 && _state.Mist);
        _state.Flood = code == 80 || (code == 70 && _state.Flood);
    }

    void CheckSpindle()
    {
        double s = _state.SpindleS;
        if (s <= 0)
            return;
        if (_laser is not null && s > _laser.MaxLaserS * 1.001)
            _findings.Hit(Check.LaserTooStrong, _line, s);
        if (_spindle is { MaxRpm: > 0 } && s > _spindle.MaxRpm * 1.001)
            _findings.Hit(Check.SpindleTooFast, _line, s);
        if (_spindle is not null && s < _spindle.MinRpm * 0.999)
            _findings.Hit(Check.SpindleTooSlow, _line, s);
    }

    /// <summary>
    /// Checks of one move before it is made. Z 0 is taken for the top of the stock, as CAM programs set it; a rapid move is safe above it
    /// and down to where something was cut before.
    /// </summary>
    void CncMove(bool rapid, double x, double y, double z)
    {
        if (_isLaser || _absoluteOnce)
            return;
        if (rapid)
        {
            if (z < _state.Z - 1e-6 && z < Math.Min(_deepestCutZ, 0) - 0.01)
                _findings.Hit(Check.RapidIntoStock, _line, z);
            return;
        }

        if (!_state.ToolOn && (z < 0 || _state.Z < 0) && (x != _state.X || y != _state.Y || z < _state.Z)
            && (!_profileIsReal || _spindle is { MaxRpm: > 0 }))
            _findings.Hit(Check.SpindleNotStarted, _line);
        if (z < _deepestCutZ)
            _deepestCutZ = z;
    }

    /// <summary>A tenth of a millimetre of grace: profiles and slicers round.</summary>
    const double EnvelopeGraceMm = 0.1;

    void CheckEnvelope(Check check, double x, double y, double z)
    {
        // Work coordinates of a CNC machine lie anywhere in its envelope: only the size can be checked, at the end.
        if (_isCnc || _profile.Kind != MachineKind.Fff)
            return;
        Envelope reach = _profile.Envelope;
        if (x < reach.MinXMm - EnvelopeGraceMm || x > reach.MaxXMm + EnvelopeGraceMm)
            Outside(check, 'X', x, reach.MinXMm, reach.MaxXMm);
        else if (y < reach.MinYMm - EnvelopeGraceMm || y > reach.MaxYMm + EnvelopeGraceMm)
            Outside(check, 'Y', y, reach.MinYMm, reach.MaxYMm);
        else if (z < reach.MinZMm - EnvelopeGraceMm || z > reach.MaxZMm + EnvelopeGraceMm)
            Outside(check, 'Z', z, reach.MinZMm, reach.MaxZMm);
    }

    void Outside(Check check, char axis, double at, double min, double max)
    {
        if (_findings.Hit(check, _line, at))
            _findings.Say(check, $"{axis}{CheckTexts.N(at)} mm where {axis} goes from {CheckTexts.N(min)} to {CheckTexts.N(max)} mm");
    }

    /// <summary>Macros heat too; what they do is unknown, so they are believed.</summary>
    void ColdExtrusion()
    {
        if (!_macroSeen)
            _findings.Hit(Check.ColdExtrusion, _line, _state.NozzleTargets.Highest);
        else
            _state.HotEnough = true;
    }
}
