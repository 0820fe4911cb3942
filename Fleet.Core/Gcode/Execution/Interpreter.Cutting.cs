using Fleet.Core.Gcode.Checks;

namespace Fleet.Core.Gcode.Execution;

sealed unsafe partial class Interpreter
{
    bool _spindleEverOn;

    /// <summary>A feed move cuts when the tool is on; without any M3 in the program a spindle may be switched by hand.</summary>
    bool CutsNow => _isLaser ? _state.ToolOn && _state.SpindleS > 0 : _state.ToolOn || !_spindleEverOn;

    void SetSpindleSpeed(double s)
    {
        if (!(s >= 0) || s > 1e7)
        {
            _findings.Hit(Check.AbsurdNumber, _line, s);
            return;
        }

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
        if (!_isCnc && _code.HasNumber('S'))
            _state.SpindleS = _code.Value('S');
        _state.ToolOn = code != 50;
        _state.DynamicLaser = code == 40;
        if (!_state.ToolOn)
            return;
        _spindleEverOn = true;
        SpindleRuns();
    }

    /// <summary>Checks of one cutting move before it is made.</summary>
    void CncMove(bool rapid)
    {
        if (rapid)
            return;
        if (!_isLaser && !_state.ToolOn && !_findings.Has(Check.SpindleNotStarted))
            _findings.Hit(Check.SpindleNotStarted, _line);
    }

    void CheckSpindle() { }

    void CheckEnvelope(double x, double y, double z) { }

    void ColdExtrusion() => _findings.Hit(Check.ColdExtrusion, _line, _state.NozzleTargetC);

    void OtherMotion(int code) => MoveToEnd(code);

    void MoveToEnd(int code)
    {
        if (code is >= 800 and < 810)
            return;
        Linear(rapid: false);
    }

    void TakeMacro(ReadOnlySpan<byte> line) { }

    void TakeSystem(ReadOnlySpan<byte> line) => _findings.Hit(Check.WritesSettings, _line);
}
