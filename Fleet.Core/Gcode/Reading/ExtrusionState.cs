using System.Runtime.CompilerServices;

namespace Fleet.Core.Gcode.Reading;

/// <summary>
/// The extruder's part of the modal state, and the sums of what each tool feeds. One implementation for the analysis and for
/// <see cref="ExtrusionCounter"/>, so that they agree to the last bit. Lengths are mm of filament.
/// </summary>
struct ExtrusionState
{
    /// <summary>Tools that are told apart; higher numbers share the last place.</summary>
    public const int Tools = 16;

    const double DefaultDiameterMm = 1.75;

    public ExtruderRule Rule;
    public int Tool;

    /// <summary>Where the program believes the extruder to be, in its own unit (mm or, volumetric, mm³).</summary>
    public double PositionE;

    /// <summary>1, or 25.4 under G20.</summary>
    public double MmPerUnit;

    bool _axesRelative;
    bool _extruderRelative;
    uint _retractedTools;
    double _retractMm;
    double _recoverExtraMm;
    PerTool _net;
    PerTool _high;
    PerTool _fedNet;
    PerTool _fedHigh;
    PerTool _flow;
    PerTool _mmPerE;

    public static ExtrusionState Start(ExtruderRule rule, double retractMm = 3)
    {
        var state = new ExtrusionState { Rule = rule, MmPerUnit = 1, _retractMm = retractMm };
        for (int tool = 0; tool < Tools; tool++)
        {
            state._flow[tool] = 1;
            state._mmPerE[tool] = 1;
        }

        return state;
    }

    public readonly bool IsRelative =>
        Rule == ExtruderRule.RelativeIfEither ? _axesRelative || _extruderRelative : _extruderRelative;

    public readonly bool IsRetracted => (_retractedTools >> Tool & 1) != 0;

    public readonly double Flow => _flow[Tool];

    /// <summary>The highest mark of the sum of extrusions and retractions, mm: what has left the spool for good.</summary>
    public readonly double LengthMm(int tool) => _high[tool];

    /// <summary>The same with M221 applied.</summary>
    public readonly double FedLengthMm(int tool) => _fedHigh[tool];

    /// <summary>The E word of a move. Returns the filament length that it asks for, without M221.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Move(double e)
    {
        double target = e * MmPerUnit;
        double delta = target;
        if (IsRelative)
            PositionE += target;
        else
        {
            delta = target - PositionE;
            PositionE = target;
        }

        return Feed(delta * _mmPerE[Tool]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    double Feed(double mm)
    {
        double net = _net[Tool] += mm;
        if (net > _high[Tool])
            _high[Tool] = net;
        double fed = _fedNet[Tool] += mm * _flow[Tool];
        if (fed > _fedHigh[Tool])
            _fedHigh[Tool] = fed;
        return mm;
    }

    public void SetAxesRelative(bool relative)
    {
        _axesRelative = relative;
        if (Rule == ExtruderRule.FollowsAxes)
            _extruderRelative = relative;
    }

    public void SetRelative(bool relative)
    {
        _extruderRelative = relative;
        WasMadeRelative = relative;
    }

    /// <summary>M83 was the last word on the extruder's mode, whatever G90 has done since.</summary>
    public bool WasMadeRelative { get; private set; }

    public void SelectTool(int tool) => Tool = Math.Clamp(tool, 0, Tools - 1);

    /// <summary>G10 without words on a printer. Returns the length, negative; 0 when already retracted.</summary>
    public double FirmwareRetract()
    {
        if (IsRetracted)
            return 0;
        _retractedTools |= 1u << Tool;
        return Feed(-_retractMm);
    }

    /// <summary>G11. Returns the length; 0 when not retracted.</summary>
    public double FirmwareRecover()
    {
        if (!IsRetracted)
            return 0;
        _retractedTools &= ~(1u << Tool);
        return Feed(_retractMm + _recoverExtraMm);
    }

    /// <summary>G and M codes that change how E words are read. True when the code was one of them.</summary>
    public bool Apply(in CodeLine code)
    {
        switch (code.First)
        {
            case (byte)'G':
                return ApplyG(code);
            case (byte)'M':
                return ApplyM(code);
            case (byte)'T' when code.HasNumber('T'):
                SelectTool((int)Math.Clamp(code.Value('T'), 0, 255));
                return true;
            default:
                return false;
        }
    }

    bool ApplyG(in CodeLine code)
    {
        switch (code.FirstCode('G'))
        {
            case 200:
                MmPerUnit = 25.4;
                return true;
            case 210:
                MmPerUnit = 1;
                return true;
            case 900:
                SetAxesRelative(false);
                return true;
            case 910:
                SetAxesRelative(true);
                return true;
            case 920:
                if (code.Has('E'))
                    PositionE = code.Value('E') * MmPerUnit;
                else if (Rule == ExtruderRule.RelativeIfEither && (code.Seen & ~CodeLine.Bit('G')) == 0)
                    PositionE = 0;
                return true;
            default:
                return false;
        }
    }

    bool ApplyM(in CodeLine code)
    {
        int tool = code.HasNumber('T') ? (int)Math.Clamp(code.Value('T'), 0, Tools - 1) : Tool;
        switch (code.FirstCode('M'))
        {
            case 820:
                SetRelative(false);
                return true;
            case 830:
                SetRelative(true);
                return true;
            case 2000:
                SetVolumetric(code, tool);
                return true;
            case 2070:
                _retractMm = Math.Abs(code.ValueOr('S', _retractMm));
                return true;
            case 2080:
                _recoverExtraMm = code.ValueOr('S', _recoverExtraMm);
                return true;
            case 2210:
                if (code.HasNumber('S'))
                    _flow[tool] = Math.Clamp(code.Value('S'), 0, 1000) / 100;
                return true;
            default:
                return false;
        }
    }

    void SetVolumetric(in CodeLine code, int tool)
    {
        double diameterMm = code.HasNumber('D') ? code.Value('D') : DefaultDiameterMm;
        bool on = diameterMm > 0 && code.ValueOr('S', 1) != 0;
        _mmPerE[tool] = on ? 4 / (Math.PI * diameterMm * diameterMm) : 1;
    }

    [InlineArray(Tools)]
    struct PerTool
    {
        double _first;
    }
}
