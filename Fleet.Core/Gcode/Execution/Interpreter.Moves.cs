using System.Runtime.CompilerServices;
using Fleet.Core.Gcode.Checks;
using Fleet.Core.Gcode.Motion;
using Fleet.Core.Gcode.Reading;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

sealed unsafe partial class Interpreter
{
    const uint XBit = 1u << ('X' & 31), YBit = 1u << ('Y' & 31), ZBit = 1u << ('Z' & 31), EBit = 1u << ('E' & 31), FBit = 1u << ('F' & 31);

    /// <summary>Beyond this no machine moves; a coordinate is a mistake, and is kept out of the arithmetic. mm.</summary>
    const double AbsurdMm = 1e6;

    bool _absoluteOnce;
    double _filamentMm;
    bool _lastMoveWorked;
    bool _modeResetPending;

    void Motion(int code)
    {
        _state.Motion = code;
        _state.InCycle &= code is 730 or >= 810;
        if (!_isPrinter && _code.HasNumber('S'))
            SetSpindleSpeed(_code.Value('S'));
        switch (code)
        {
            case 0 or 10:
                Linear(rapid: code == 0);
                break;
            case 20 or 30:
                Arc(clockwise: code == 20);
                break;
            default:
                OtherMotion(code);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Target(out double x, out double y, out double z)
    {
        double unit = _state.MmPerUnit;
        uint seen = _code.Seen;
        (x, y, z) = (_state.X, _state.Y, _state.Z);
        if (_state.Relative && !_absoluteOnce)
        {
            if ((seen & XBit) != 0) x += _code.Values['X' & 31] * unit;
            if ((seen & YBit) != 0) y += _code.Values['Y' & 31] * unit;
            if ((seen & ZBit) != 0) z += _code.Values['Z' & 31] * unit;
        }
        else
        {
            if ((seen & XBit) != 0) x = _code.Values['X' & 31] * unit + (_state.ShiftX + _state.WorkX);
            if ((seen & YBit) != 0) y = _code.Values['Y' & 31] * unit + (_state.ShiftY + _state.WorkY);
            if ((seen & ZBit) != 0) z = _code.Values['Z' & 31] * unit + (_state.ShiftZ + _state.WorkZ);
        }

        if (Math.Abs(x) + Math.Abs(y) + Math.Abs(z) > AbsurdMm)
        {
            _findings.Hit(Check.AbsurdNumber, _line, Math.Max(Math.Max(Math.Abs(x), Math.Abs(y)), Math.Abs(z)));
            (x, y, z) = (_state.X, _state.Y, _state.Z);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    double Extrusion()
    {
        if ((_code.Seen & EBit) == 0 || _isCnc)
            return 0;
        return Extruded(_code.Values['E' & 31]);
    }

    /// <summary>Feeds filament through the state; books what the slicer's own code extrudes.</summary>
    double Extruded(double e)
    {
        int tool = _state.Extrusion.Tool;
        double before = _state.Extrusion.LengthMm(tool);
        double de = _state.Extrusion.Move(e);
        if (_modeResetPending)
            ModeReset();
        Book(tool, _state.Extrusion.LengthMm(tool) - before);
        if (Math.Abs(de) < AbsurdMm)
            return de;
        _findings.Hit(Check.AbsurdNumber, _line, de);
        return 0;
    }

    /// <summary>The first E word after G90 has cancelled an M83: the program most likely means it relative.</summary>
    void ModeReset()
    {
        _modeResetPending = false;
        _findings.Hit(Check.ExtruderModeReset, _line);
    }

    void Book(int tool, double rise)
    {
        _filamentMm += rise;
        if (rise > 0)
            (_curves[tool] ??= new()).Add(rise, _comments.Feature);
        if (_comments.InBody)
            _tools[tool].BodyMm += rise;
    }

    void SetFeed(double f)
    {
        if (_state.InverseTime)
            return;
        double feed = f * _state.MmPerUnit;
        if (!(feed >= 0) || feed > 1e7)
        {
            _findings.Hit(Check.AbsurdNumber, _line, feed);
            return;
        }

        // Marlin keeps its feed at F0; GRBL refuses it.
        if (feed == 0 && !_isCnc)
            return;
        _state.FeedMmPerMin = feed;
        if (feed > _tally.MaxFeedMmPerMin)
            (_tally.MaxFeedMmPerMin, _tally.MaxFeedLine) = (feed, _line);
    }

    void Linear(bool rapid)
    {
        if ((_code.Seen & FBit) != 0)
            SetFeed(_code.Values['F' & 31]);
        Target(out double x, out double y, out double z);
        double de = Extrusion();
        if (!_isPrinter)
            CncMove(rapid, x, y, z);
        if (_absoluteOnce && _isCnc)
            MachineMove(x, y, z, rapid);
        else
            MoveTo(x, y, z, de, rapid);
    }

    /// <summary>
    /// G53: a place in the machine's coordinates, whose distance from the program's nobody here knows. It takes about as long as it seems to;
    /// the program's own position, and with it its box, stays as it was.
    /// </summary>
    void MachineMove(double x, double y, double z, bool rapid)
    {
        double dx = x - _state.X, dy = y - _state.Y, dz = z - _state.Z;
        double length = Math.Sqrt(dx * dx + dy * dy + dz * dz);
        if (length == 0)
            return;
        _tally.Moves++;
        Plan(dx, dy, dz, 0, length, rapid, 0);
    }

    /// <summary>One straight move of the program.</summary>
    void MoveTo(double x, double y, double z, double de, bool rapid)
    {
        double dx = x - _state.X, dy = y - _state.Y, dz = z - _state.Z;
        double sqr = dx * dx + dy * dy + dz * dz;
        if (sqr == 0 && de == 0)
            return;
        if (!(sqr < AbsurdMm * AbsurdMm * 4))
        {
            _findings.Hit(Check.AbsurdNumber, _line, Math.Max(Math.Max(Math.Abs(x), Math.Abs(y)), Math.Abs(z)));
            return;
        }

        if (!_state.Homed && sqr > 0)
            NotHomed();
        _tally.Moves++;
        double length = Math.Sqrt(sqr);
        _tally.DistanceMm += length;
        Measure(x, y, z, dz, de, length, rapid);
        Plan(dx, dy, dz, de, length, rapid, 0);
        (_state.X, _state.Y, _state.Z) = (x, y, z);
        _state.Moved = true;
    }

    /// <summary>The first move before any homing; said once.</summary>
    void NotHomed()
    {
        _state.Homed = true;
        if (!_isCnc && !_macroSeen && _dialect.Kind == MachineKind.Fff && !_resumed)
            _findings.Hit(Check.NotHomed, _line);
    }

    void Measure(double x, double y, double z, double dz, double de, double length, bool rapid)
    {
        bool works = _isPrinter ? de > 0 && length > 0 : !rapid && CutsNow;
        if (_tally.All.Add(x, y, z) && _profileIsReal && !works)
            CheckEnvelope(Check.TravelOutsideEnvelope, x, y, z);
        _lastMoveWorked = works;
        if (works)
        {
            _tally.Work.Add(_state.X, _state.Y, _state.Z);
            if (_tally.Work.Add(x, y, z) && _profileIsReal)
                CheckEnvelope(Check.WorkOutsideEnvelope, x, y, z);
            if (!_isPrinter)
                _tally.CutMm += length;
            else
            {
                _tally.ExtrudePathMm += length;
                if (!_state.HotEnough)
                    ColdExtrusion();
            }

            ref PerTool tool = ref _tools[_state.Extrusion.Tool];
            tool.Work.Add(_state.X, _state.Y, _state.Z);
            tool.Work.Add(x, y, z);
            if (_comments.InBody)
            {
                _tally.Model.Add(_state.X, _state.Y, _state.Z);
                _tally.Model.Add(x, y, z);
            }

            if (z != _tally.LayerZ)
                SeeLayer(z, dz);
        }

        if (_layerPending)
            AnnounceLayer(z);
        _observer?.Move(new ObservedMove(
            new Point(_state.X, _state.Y, _state.Z), new Point(x, y, z), FeatureOf(works, x, y, dz), _state.FeedMmPerMin, _state.Tool, _line));
    }

    MoveFeature FeatureOf(bool works, double x, double y, double dz)
    {
        if (!works)
            return MoveFeature.Travel;
        if (!_isPrinter)
            return dz < 0 && x == _state.X && y == _state.Y ? MoveFeature.Plunge : MoveFeature.Cut;
        return _comments.Feature;
    }

    /// <summary>A layer begins where something is made at a height that is not the last one's; slopes (vase mode) make one per 0.05 mm at most.</summary>
    void SeeLayer(double z, double dz)
    {
        bool first = _tally.SeenLayers == 0;
        if (!first && Math.Abs(z - _tally.LayerZ) < 0.05)
            return;
        if (!_isPrinter ? dz != 0 : z < _tally.LayerZ && !first)
            return;
        _tally.LayerZ = z;
        _tally.SeenLayers++;
        if (_comments.MarkedLayers == 0)
            _observer?.LayerBegins(_tally.SeenLayers - 1, z);
    }

    /// <summary>Hands a straight piece to the planner.</summary>
    void Plan(double dx, double dy, double dz, double de, double length, bool rapid, double arcRadiusMm)
    {
        if (_planner is null)
            return;
        bool onlyExtruder = length == 0;
        PlannedMove move;
        move.Dx = dx;
        move.Dy = dy;
        move.Dz = dz;
        move.De = de * _state.Extrusion.Flow;
        move.OnlyExtruder = onlyExtruder;
        move.LengthMm = onlyExtruder ? Math.Abs(move.De) : length;
        move.FeedMmPerS = _state.InverseTime ? length * _code.Value('F') / 60 : _state.FeedMmPerMin * _state.FeedFactor * (1.0 / 60);
        if (move.FeedMmPerS <= 0)
            move.FeedMmPerS = MissingFeed(rapid);
        move.Rapid = rapid && _isCnc;
        move.ToolOn = _state.ToolOn && (!_isLaser || (!rapid && _state.SpindleS > 0));
        move.Line = _line;
        move.FilamentMm = _filamentMm;
        move.ArcRadiusMm = arcRadiusMm;
        if (move.LengthMm > 0)
            _planner.Add(move);
    }

    /// <summary>Marlin starts with 25 mm/s (its default feed); GRBL refuses a feed move without F.</summary>
    double MissingFeed(bool rapid)
    {
        if (_isCnc && !rapid)
            _findings.Hit(Check.FeedMissing, _line);
        return 25;
    }
}
