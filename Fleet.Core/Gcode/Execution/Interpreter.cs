using Fleet.Core.Gcode.Checks;
using Fleet.Core.Gcode.Motion;
using Fleet.Core.Gcode.Reading;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

/// <summary>
/// Executes a program without a machine: keeps the modal state, measures, and hands moves to the planner. One instance reads one
/// program, line by line; nothing is allocated for a line that every sane program has.
/// </summary>
sealed unsafe partial class Interpreter
{
    const double NoticeableDelaySeconds = 10;

    readonly Dialect _dialect;
    readonly bool _isCnc;
    readonly bool _isLaser;
    readonly bool _isPrinter;
    readonly bool _manyCodesPerLine;
    readonly Profile _profile;
    readonly bool _profileIsReal;
    readonly Tool? _spindle;
    readonly Tool? _laser;
    readonly double _maxNozzleC;
    readonly MotionPlanner? _planner;
    readonly MotionSettings _settings;
    readonly TimelineBuilder _timeline;
    readonly ThermalModel _thermal;
    readonly HomingModel _homing;
    readonly FindingLog _findings;
    readonly CommentReader _comments;
    readonly IMotionObserver? _observer;
    readonly bool _resumed;
    readonly int _maxLineBytes;
    readonly PerTool[] _tools = new PerTool[ExtrusionState.Tools];
    readonly Material.FeatureCurveBuilder?[] _curves = new Material.FeatureCurveBuilder?[ExtrusionState.Tools];

    ModalState _state;
    Tally _tally;
    LinkWatch _link;
    readonly bool _watchesLink;
    CodeLine _code;
    long _line;

    /// <summary>The line as text, for the few commands whose parameters are names.</summary>
    byte* _text;
    int _textLength;

    public Interpreter(
        Dialect dialect, Profile profile, bool profileIsReal, AnalysisOptions options, TimelineBuilder timeline, FindingLog findings, CommentReader comments)
    {
        _dialect = dialect;
        _isCnc = dialect.IsCnc;
        _profile = profile;
        _profileIsReal = profileIsReal;
        _spindle = CheckTexts.SpindleTool(profile);
        _laser = CheckTexts.LaserTool(profile);
        _maxNozzleC = CheckTexts.MaxNozzle(profile);
        MachineKind? kind = profileIsReal ? profile.Kind : dialect.Kind;
        _isLaser = kind == MachineKind.Laser;
        _isPrinter = kind is MachineKind.Fff || (kind is null && !_isCnc);
        _manyCodesPerLine = _isCnc || dialect.Family is FirmwareFamily.RepRapFirmware or FirmwareFamily.Smoothieware;
        _settings = options.StartAt?.Limits?.Clone() ?? new MotionSettings(profile.Motion);
        _timeline = timeline;
        _maxLineBytes = dialect.Family switch
        {
            FirmwareFamily.Klipper or FirmwareFamily.Bambu => int.MaxValue,
            FirmwareFamily.Grbl => 79,
            FirmwareFamily.Marlin or FirmwareFamily.Prusa or FirmwareFamily.PrusaBuddy => 95,
            _ => 255,
        };
        _planner = options.WithMotionTime ? MotionPlanners.Create(profile.Firmware, _settings, timeline) : null;
        _watchesLink = profileIsReal && _planner is not null;
        _link = new LinkWatch(profile);
        _thermal = new ThermalModel(profile, options.AmbientC);
        _homing = new HomingModel(profile);
        _findings = findings;
        _comments = comments;
        _observer = options.Observer;
        _resumed = options.StartAt is not null;
        _state = options.StartAt?.Modal ?? ModalState.Start(ExtruderRules.Of(dialect.Family));
        _state.Extrusion.Rule = ExtruderRules.Of(dialect.Family);
    }

    public bool IsLaser => _isLaser;

    public ref readonly Tally Tally => ref _tally;

    public ref readonly ModalState State => ref _state;

    public double HeatUpSeconds { get; private set; }

    public double HomingSeconds { get; private set; }

    public double MotionSeconds => (_planner?.MotionSeconds ?? 0) + _tally.DwellSeconds;

    public double ToolOnSeconds => (_planner?.ToolOnSeconds ?? 0) + _dwellToolOnSeconds;

    public ReadOnlySpan<PerTool> Tools => _tools;

    /// <summary>By tool that extruded.</summary>
    public Dictionary<int, Material.FeatureCurve> Curves()
    {
        var curves = new Dictionary<int, Material.FeatureCurve>();
        for (int tool = 0; tool < _curves.Length; tool++)
            if (_curves[tool] is { } curve)
                curves[tool] = curve.Build();
        return curves;
    }

    /// <summary>One line without its end; <see cref="LineParser.Padding"/> readable bytes follow it.</summary>
    public void Take(byte* line, int length, long number)
    {
        _line = number;
        _text = line;
        _textLength = length;
        LineParser.Parse(line, length, ref _code);
        if (_code.Kind == LineKind.Code)
        {
            _tally.CodeLines++;
            if (_code.GarbageAt >= 0)
                Garbage(line, length);
            if (_code.First == 'O' && _isCnc && _code.Seen != CodeLine.Bit('O'))
                _findings.Hit(Check.ComputedCode, _line);
            if (_watchesLink)
                _link.Take(_code.CommentStart > 0 ? _code.CommentStart - 1 : length, number, _timeline.ElapsedSeconds);
            if (length > _maxLineBytes)
                LongLine(length);
            int motion = _code.FirstCode('G');
            if ((uint)motion <= 30 && (_code.CodeCount == 1 || !_manyCodesPerLine))
                Motion(motion);
            else if (_manyCodesPerLine)
                TakeAll();
            else
                TakeFirst();
        }

        if (_code.CommentStart >= 0)
            _comments.Take(new ReadOnlySpan<byte>(line + _code.CommentStart, _code.CommentEnd - _code.CommentStart), _code.Kind == LineKind.Blank);
        if (_code.Kind > LineKind.Code)
            TakeOther(line, length);
    }

    /// <summary>The end of the program: everything queued is executed.</summary>
    public void Finish()
    {
        _planner?.Drain();
        if (_state.ToolOn && _state.SpindleS > 0)
            _findings.Hit(_isLaser ? Check.LaserLeftOn : Check.SpindleLeftOn, _line);
        if (_link.LateSeconds > Math.Max(NoticeableDelaySeconds, 0.01 * MotionSeconds))
            _findings.Hit(Check.LinkTooSlow, _link.LateLine, _link.LateSeconds);
        double hottest = Math.Max(_state.NozzleTargets.Highest, _state.BedTargetC);
        if (hottest > 0)
            _findings.Hit(Check.HeaterLeftOn, _line, hottest);
    }

    /// <summary>A printer's line: the first word is the command, all others are its parameters.</summary>
    void TakeFirst()
    {
        switch (_code.First)
        {
            case (byte)'G':
                TakeG(_code.FirstCode('G'));
                break;
            case (byte)'M':
                TakeM(_code.FirstCode('M'));
                break;
            case (byte)'T':
                SelectTool();
                break;
            case (byte)'X' or (byte)'Y' or (byte)'Z' or (byte)'E' or (byte)'F':
                _findings.Hit(Check.UnsupportedCode, _line, "words without a G");
                break;
        }
    }

    /// <summary>
    /// A CNC line: words in any order, executed in the order of the RS-274 standard: feed mode and feed, tool, spindle, coolant, dwell,
    /// modes, then the motion.
    /// </summary>
    void TakeAll()
    {
        // On printers T, F and axes may be parameters of an M code; on CNC machines they never are.
        if (_code.First == 'T' || (_isCnc && _code.Has('T')))
            SelectTool();
        if (_isCnc && _code.HasNumber('F'))
            SetFeed(_code.Value('F'));
        if (_isCnc && _code.HasNumber('S'))
            SetSpindleSpeed(_code.Value('S'));
        int count = _code.CodeCount;
        for (int i = 0; i < count; i++)
        {
            if (_code.Codes[i] >> 16 == 'M')
                TakeM(_code.Codes[i] & 0xFFFF);
        }

        int motion = -1;
        bool axesTaken = false;
        for (int i = 0; i < count; i++)
        {
            if (_code.Codes[i] >> 16 != 'G')
                continue;
            int code = _code.Codes[i] & 0xFFFF;
            if (IsMotion(code))
                motion = code;
            else
            {
                TakeG(code);
                axesTaken |= code is 40 or 100 or 280 or 281 or 300 or 301 or 920;
            }
        }

        const uint Axes = 1u << ('X' & 31) | 1u << ('Y' & 31) | 1u << ('Z' & 31) | 1u << ('I' & 31) | 1u << ('J' & 31) | 1u << ('K' & 31) | 1u << ('E' & 31);
        if (motion >= 0)
            Motion(motion);
        else if (!axesTaken && (_code.Seen & Axes) != 0 && (_isCnc || count == 0))
            Motion(_state.Motion);
        _absoluteOnce = false;
    }

    static bool IsMotion(int code) => code is 0 or 10 or 20 or 30 or 50 or 51 or 330 or 381 or (>= 382 and <= 385) or 730 or 760 or (>= 800 and <= 890);

    /// <summary>Lines that are neither words nor blank.</summary>
    void TakeOther(byte* line, int length)
    {
        switch (_code.Kind)
        {
            case LineKind.Macro:
                _tally.MacroLines++;
                TakeMacro(new ReadOnlySpan<byte>(line, length));
                break;
            case LineKind.System:
                TakeSystem(new ReadOnlySpan<byte>(line, length));
                break;
            case LineKind.Computed:
                _findings.Hit(_isCnc ? Check.ComputedCode : Check.UnfilledPlaceholder, _line, Excerpt(line, length));
                break;
            case LineKind.Prose:
                if (_tally.ProseLines++ == 0)
                    _tally.FirstProseLine = _line;
                _findings.Hit(Check.GarbledLine, _line, Excerpt(line, length));
                break;
        }
    }

    /// <summary>Counted as the firmware sees it: without the comment.</summary>
    void LongLine(int length)
    {
        int bytes = _code.CommentStart > 0 ? _code.CommentStart - 1 : length;
        if (bytes > _maxLineBytes)
            _findings.Hit(Check.LineTooLong, _line, bytes);
    }

    void Garbage(byte* line, int length)
    {
        if (line[_code.GarbageAt] == '{')
        {
            int close = new ReadOnlySpan<byte>(line + _code.GarbageAt, length - _code.GarbageAt).IndexOf((byte)'}') + 1;
            _findings.Hit(Check.UnfilledPlaceholder, _line, Excerpt(line + _code.GarbageAt, close > 0 ? close : length - _code.GarbageAt));
        }
        else if (_code.First == 'G')
            _findings.Hit(Check.GarbledLine, _line, Excerpt(line, length));
    }

    /// <summary>The first characters of a line, printable.</summary>
    string Excerpt(byte* line, int length)
    {
        if (_findings.Count(Check.GarbledLine) + _findings.Count(Check.UnfilledPlaceholder) > 1)
            return "";
        return string.Create(Math.Min(length, 40), (nint)line, static (text, at) =>
        {
            for (int i = 0; i < text.Length; i++)
                text[i] = ((byte*)at)[i] is >= 32 and < 127 and var c ? (char)c : '·';
        });
    }

    /// <summary>What one tool does, apart from extrusion.</summary>
    internal struct PerTool
    {
        public BoundsBuilder Work;

        /// <summary>Filament without start, end and other custom code, mm.</summary>
        public double BodyMm;
    }
}
