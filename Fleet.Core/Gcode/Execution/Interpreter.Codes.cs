using Fleet.Core.Gcode.Checks;
using Fleet.Core.Gcode.Reading;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

sealed unsafe partial class Interpreter
{
    double _dwellToolOnSeconds;

    /// <summary>M207 F; Marlin's default.</summary>
    double _retractFeedMmPerMin = 45 * 60;

    /// <summary>G codes that are not motions in the X, Y, Z of a line; numbers times ten.</summary>
    void TakeG(int code)
    {
        switch (code)
        {
            case 40:
                Dwell();
                break;
            case 50 or 51 or 60 or (>= 330 and <= 385) or (>= 730 and <= 890):
                Motion(code);
                break;
            case 100 when !_isCnc && !_code.HasOffsetWords:
                FirmwareRetraction(recover: false);
                break;
            case 110 when !_isCnc:
                FirmwareRetraction(recover: true);
                break;
            case 100 when !_isCnc && _code.HasNumber('P') && !_code.HasNumber('L'):
                ToolTemperature();
                break;
            case 100 when _code.HasNumber('L'):
                SetWorkOffset();
                break;
            case 170 or 180 or 190:
                _state.Plane = code / 10;
                break;
            case 200 or 210:
                SetUnits(inches: code == 200);
                break;
            case 280 or 300:
                Home(code);
                break;
            case 290 or 291 or 320 or 340:
                Probe();
                break;
            case 530 when _isCnc:
                _absoluteOnce = true;
                break;
            case >= 540 and <= 593:
                SelectWorkSystem(code <= 590 ? (code - 540) / 10 : code - 590 + 5);
                break;
            case 900 or 910:
                _state.Relative = code == 910;
                _modeResetPending = code == 900 && !_isCnc && _state.Extrusion is { Rule: ExtruderRule.FollowsAxes, WasMadeRelative: true };
                _state.Extrusion.SetAxesRelative(code == 910);
                break;
            case 901 or 911:
                _state.AbsoluteArcCentres = code == 901;
                break;
            case 920:
                SetPosition();
                break;
            case 921 or 922:
                (_state.ShiftX, _state.ShiftY, _state.ShiftZ) = (0, 0, 0);
                break;
            case 930 or 940 or 950:
                _state.InverseTime = code == 930;
                break;
            case 980 or 990:
                _state.CycleReturnsToR = code == 990;
                break;
        }
    }

    /// <summary>G4: milliseconds in P for printers, seconds in P for CNC; S is seconds where there is one.</summary>
    void Dwell()
    {
        double seconds;
        if (_isCnc)
            seconds = _code.ValueOr('P', 0);
        else
        {
            double p = _code.ValueOr('P', 0) / 1000, s = _code.ValueOr('S', 0);
            seconds = _dialect.Family == FirmwareFamily.Smoothieware ? p + s : _code.HasNumber('S') && _dialect.Family != FirmwareFamily.Klipper ? s : p;
        }

        _planner?.Drain();
        if (!(seconds > 0))
            return;
        if (seconds > (_isCnc ? 60 : 600))
            _findings.Hit(Check.LongDwell, _line, seconds);
        seconds = Math.Min(seconds, 86_400);

        if (_isLaser && _state.ToolOn && _state.SpindleS > 0 && !_state.DynamicLaser)
            _findings.Hit(Check.LaserOnWhileStill, _line, seconds);
        DwellFor(seconds);
    }

    void DwellFor(double seconds)
    {
        _planner?.Drain();
        if (_state.ToolOn)
            _dwellToolOnSeconds += seconds;
        _tally.DwellSeconds += seconds;
        Wait(seconds);
    }

    void Wait(double seconds)
    {
        if (_planner is not null)
            _timeline.Advance(_line, seconds, _filamentMm);
    }

    void SetUnits(bool inches)
    {
        double unit = inches ? 25.4 : 1;
        if (unit != _state.MmPerUnit && _state.Moved)
            _findings.Hit(Check.UnitsChanged, _line);
        _state.MmPerUnit = unit;
        _state.Extrusion.MmPerUnit = unit;
    }

    /// <summary>G10 L2 and L20: offsets that the program sets itself are taken into account; the machine's own are unknown.</summary>
    void SetWorkOffset()
    {
        int l = (int)_code.Value('L');
        int system = _code.HasNumber('P') && _code.Value('P') is >= 1 and <= 9 and var p ? (int)p - 1 : _state.WorkSystem;
        if (l is not (2 or 20))
            return;
        double unit = _state.MmPerUnit;
        ref ModalState.Offsets offsets = ref _state.WorkOffsets;
        if (_code.HasNumber('X')) offsets[system * 3] = l == 2 ? _code.Value('X') * unit : _state.X - _state.ShiftX - _code.Value('X') * unit;
        if (_code.HasNumber('Y')) offsets[system * 3 + 1] = l == 2 ? _code.Value('Y') * unit : _state.Y - _state.ShiftY - _code.Value('Y') * unit;
        if (_code.HasNumber('Z')) offsets[system * 3 + 2] = l == 2 ? _code.Value('Z') * unit : _state.Z - _state.ShiftZ - _code.Value('Z') * unit;
        if (system == _state.WorkSystem)
            SelectWorkSystem(system);
    }

    void SelectWorkSystem(int system)
    {
        system = Math.Clamp(system, 0, 8);
        _state.WorkSystem = system;
        (_state.WorkX, _state.WorkY, _state.WorkZ) =
            (_state.WorkOffsets[system * 3], _state.WorkOffsets[system * 3 + 1], _state.WorkOffsets[system * 3 + 2]);
    }

    /// <summary>G92. Before anything has moved, it only says where the tool stands.</summary>
    void SetPosition()
    {
        double unit = _state.MmPerUnit;
        SetAxis('X', ref _state.X, ref _state.ShiftX, _state.WorkX, unit);
        SetAxis('Y', ref _state.Y, ref _state.ShiftY, _state.WorkY, unit);
        SetAxis('Z', ref _state.Z, ref _state.ShiftZ, _state.WorkZ, unit);
        _state.Extrusion.Apply(_code);
    }

    void SetAxis(char letter, ref double position, ref double shift, double work, double unit)
    {
        if (!_code.Has(letter))
            return;
        double value = _code.Value(letter) * unit;
        if (!(Math.Abs(value) < AbsurdMm))
            _findings.Hit(Check.AbsurdNumber, _line, value);
        else if (_state.Moved || _state.Homed)
            shift = position - work - value;
        else
            position = value + work;
    }

    void FirmwareRetraction(bool recover)
    {
        int tool = _state.Extrusion.Tool;
        double before = _state.Extrusion.LengthMm(tool);
        double de = recover ? _state.Extrusion.FirmwareRecover() : _state.Extrusion.FirmwareRetract();
        Book(tool, _state.Extrusion.LengthMm(tool) - before);
        if (de == 0)
            return;
        double feed = _state.FeedMmPerMin;
        _state.FeedMmPerMin = _retractFeedMmPerMin;
        Plan(0, 0, 0, de, 0, rapid: false, 0);
        _state.FeedMmPerMin = feed;
    }

    /// <summary>G28 and G30: homing on printers; a way to a stored place, which nobody here knows, on GRBL.</summary>
    void Home(int code)
    {
        _planner?.Drain();
        if (_isCnc)
        {
            _findings.Hit(Check.HomingWordOnGrbl, _line);
            return;
        }

        if (code == 300)
        {
            AddHoming(3);
            return;
        }

        bool x = _code.Has('X'), y = _code.Has('Y'), z = _code.Has('Z');
        bool all = !x && !y && !z;
        AddHoming(_homing.HomeSeconds(x || all, y || all, z || all));

        // Where exactly a machine homes is its own affair; the box of a program must not depend on it.
        if (x || all) (_state.X, _state.ShiftX) = (0, 0);
        if (y || all) (_state.Y, _state.ShiftY) = (0, 0);
        if (z || all) (_state.Z, _state.ShiftZ) = (0, 0);
        _state.Homed = true;
    }

    void Probe()
    {
        _planner?.Drain();
        AddHoming(_homing.ProbeSeconds);
    }

    void AddHoming(double seconds)
    {
        if (_planner is null)
            return;
        HomingSeconds += seconds;
        Wait(seconds);
    }

    void SelectTool()
    {
        if (!_code.HasNumber('T') || _code.Value('T') is < 0 or > 255)
            return;
        int tool = (int)_code.Value('T');
        if (tool == _state.Tool)
            return;
        _state.Tool = tool;
        _state.Extrusion.SelectTool(tool);
        _state.HotEnough = _state.NozzleTargets.IsHot(_state.Extrusion.Tool, MinExtrusionC);
        _tally.ToolsUsed |= 1u << _state.Extrusion.Tool;
        if (!_isCnc)
        {
            int known = _profile.Tools.Count;
            if (_profileIsReal && tool >= known)
                _findings.Hit(Check.ToolMissing, _line, tool);
        }
    }
}
