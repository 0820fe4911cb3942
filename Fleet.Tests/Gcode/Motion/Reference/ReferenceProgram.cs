using System.Globalization;
using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode.Motion.Reference;

/// <summary>
/// A second, slow reading of a program that shares no line with the analysis: from text to moves, in stretches between the places where the
/// machine's queue runs empty.
/// </summary>
sealed class ReferenceProgram
{
    readonly List<List<ReferenceMove>> _stretches = [[]];
    readonly double[] _at = new double[4];
    readonly bool _isCnc;

    /// <summary>Prusa's 8-bit firmware: G90 and G91 are not for the extruder.</summary>
    readonly bool _keepsExtruderMode;

    readonly PlannerKind _planner;
    ReferenceLimits _limits;
    double _feed, _speedFactor = 1, _flow = 1;
    bool _relative, _relativeE;
    int _motion;

    ReferenceProgram(Profile profile)
    {
        _limits = ReferenceLimits.Of(profile.Motion);
        _isCnc = profile.Kind != MachineKind.Fff;
        _planner = profile.Firmware.Planner;
        _keepsExtruderMode = profile.Firmware.Family == FirmwareFamily.Prusa;
    }

    public IReadOnlyList<IReadOnlyList<ReferenceMove>> Stretches => _stretches;

    public double DwellSeconds { get; private set; }

    public static ReferenceProgram Read(string text, Profile profile)
    {
        var program = new ReferenceProgram(profile);
        foreach (string line in text.Split('\n'))
            program.Take(line);
        return program;
    }

    void Take(string line)
    {
        string code = line.Split(';', '(')[0].Trim();
        if (code.Length == 0 || code[0] is not ('G' or 'M' or 'X' or 'Y' or 'Z'))
            return;
        List<(char Letter, double Value)> words = Words(code);
        if (_isCnc)
            TakeModes(words);
        else
            TakeCommand(words);
    }

    /// <summary>A printer's line: one command and its parameters.</summary>
    void TakeCommand(List<(char Letter, double Value)> words)
    {
        (char letter, double number) = words[0];
        words.RemoveAt(0);
        double? Word(char name) => words.Where(word => word.Letter == name).Select(word => (double?)word.Value).FirstOrDefault();
        switch (letter, number)
        {
            case ('G', 0 or 1): Straight(words, rapid: false); break;
            case ('G', 2 or 3): Arc(words, clockwise: number == 2); break;
            case ('G', 4): Drain(); DwellSeconds += (_planner == PlannerKind.Klipper ? null : Word('S')) ?? (Word('P') ?? 0) / 1000; break;
            case ('G', 28): Drain(); Array.Clear(_at, 0, 3); break;
            case ('G', 29 or 80): Drain(); break;
            case ('G', 90 or 91): _relative = number == 91; _relativeE = _keepsExtruderMode ? _relativeE : _relative; break;
            case ('G', 92): Declare(words); break;
            case ('M', 82 or 83): _relativeE = number == 83; break;
            case ('M', 109 or 190 or 400): Drain(); break;
            case ('M', 201 or 203 or 205) when _planner == PlannerKind.Klipper: break;
            case ('M', 201): _limits = _limits with { MaxAccel = Changed(_limits.MaxAccel, words) }; break;
            case ('M', 203): _limits = _limits with { MaxFeed = Changed(_limits.MaxFeed, words) }; break;
            case ('M', 204) when _planner == PlannerKind.Klipper:
                _limits = _limits with { Print = Word('S') ?? (Word('P') is { } p && Word('T') is { } t ? Math.Min(p, t) : _limits.Print) };
                break;
            case ('M', 204):
                _limits = _limits with { Print = Word('P') ?? Word('S') ?? _limits.Print, Travel = Word('T') ?? Word('S') ?? _limits.Travel, Retract = Word('R') ?? _limits.Retract };
                break;
            case ('M', 205): _limits = _limits with { Jerk = Changed(_limits.Jerk, words), Deviation = Word('J') ?? _limits.Deviation }; break;
            case ('M', 220): _speedFactor = (Word('S') ?? 100) / 100; break;
            case ('M', 221): _flow = (Word('S') ?? 100) / 100; break;
        }
    }

    /// <summary>A milling machine's line: any number of modes, and a motion that stays.</summary>
    void TakeModes(List<(char Letter, double Value)> words)
    {
        foreach ((char letter, double value) in words)
        {
            switch (letter, value)
            {
                case ('G', >= 0 and <= 3): _motion = (int)value; break;
                case ('G', 90 or 91): _relative = value == 91; break;
                case ('G', 4): Drain(); DwellSeconds += words.First(word => word.Letter == 'P').Value; return;
                case ('M', 3 or 4 or 5 or 30): Drain(); break;
            }
        }

        if (!words.Any(word => word.Letter is 'X' or 'Y' or 'Z'))
            return;
        if (_motion <= 1)
            Straight(words, rapid: _motion == 0);
        else
            Arc(words, clockwise: _motion == 2);
    }

    double[] Target(List<(char Letter, double Value)> words, out double extruded)
    {
        double[] to = [.. _at];
        extruded = 0;
        foreach ((char letter, double value) in words)
        {
            int axis = "XYZ".IndexOf(letter, StringComparison.Ordinal);
            if (letter == 'F' && value > 0)
                _feed = value / 60;
            else if (letter == 'E')
                extruded = _relativeE ? value : value - _at[3];
            else if (axis >= 0)
                to[axis] = _relative ? _at[axis] + value : value;
        }

        to[3] = _at[3] + extruded;
        return to;
    }

    void Straight(List<(char Letter, double Value)> words, bool rapid) => GoTo(Target(words, out double extruded), extruded, rapid, null);

    void GoTo(double[] to, double extruded, bool rapid, double? radiusMm)
    {
        double[] delta = [to[0] - _at[0], to[1] - _at[1], to[2] - _at[2], extruded * _flow];
        to.CopyTo(_at, 0);
        if (delta.Any(part => part != 0))
            _stretches[^1].Add(new ReferenceMove(delta, _feed * _speedFactor, _limits) { Rapid = rapid, ArcRadiusMm = radiusMm });
    }

    /// <summary>Pieces as section 11.2 of the firmware notes counts them; helices along Z, extrusion in equal parts.</summary>
    void Arc(List<(char Letter, double Value)> words, bool clockwise)
    {
        double[] from = [.. _at];
        double[] to = Target(words, out double extruded);
        double i = words.FirstOrDefault(word => word.Letter == 'I').Value, j = words.FirstOrDefault(word => word.Letter == 'J').Value;
        double radius = Math.Sqrt(i * i + j * j), start = Math.Atan2(-j, -i), turn = Math.Atan2(to[1] - from[1] - j, to[0] - from[0] - i) - start;
        while (clockwise ? turn > -1e-6 : turn < 1e-6)
            turn += clockwise ? -2 * Math.PI : 2 * Math.PI;
        while (Math.Abs(turn) > 2 * Math.PI + 1e-6)
            turn += clockwise ? 2 * Math.PI : -2 * Math.PI;
        int pieces = Pieces(radius, Math.Abs(turn));
        for (int k = 1; k <= pieces; k++)
        {
            double part = (double)k / pieces, angle = start + turn * part;
            double[] point = k == pieces ? to : [from[0] + i + radius * Math.Cos(angle), from[1] + j + radius * Math.Sin(angle), from[2] + (to[2] - from[2]) * part, 0];
            point[3] = _at[3] + extruded / pieces;
            GoTo(point, extruded / pieces, rapid: false, k == 1 ? null : radius);
        }
    }

    int Pieces(double radius, double turn)
    {
        double length = radius * turn;
        if (_planner == PlannerKind.Grbl)
            return Math.Max(1, (int)(0.5 * length / Math.Sqrt(0.002 * (2 * radius - 0.002))));
        if (_planner == PlannerKind.Klipper)
            return Math.Max(1, (int)length);
        double wanted = Math.Max(Math.Floor(length), Math.Ceiling(72 * turn / (2 * Math.PI)));
        double piece = length / wanted;
        return (int)(piece > 1 ? Math.Ceiling(length) : piece < 0.1 ? Math.Max(1, Math.Floor(length / 0.1)) : wanted);
    }

    void Declare(List<(char Letter, double Value)> words)
    {
        foreach ((char letter, double value) in words)
        {
            if ("XYZE".IndexOf(letter, StringComparison.Ordinal) is >= 0 and var axis)
                _at[axis] = value;
        }
    }

    void Drain()
    {
        if (_stretches[^1].Count > 0)
            _stretches.Add([]);
    }

    static double[] Changed(double[] values, List<(char Letter, double Value)> words) =>
        [.. values.Select((old, axis) => words.Where(word => word.Letter == "XYZE"[axis]).Select(word => word.Value).Append(old).First())];

    static List<(char Letter, double Value)> Words(string code)
    {
        var words = new List<(char, double)>();
        for (int at = 0; at < code.Length;)
        {
            int begin = ++at;
            while (at < code.Length && !char.IsAsciiLetter(code[at]))
                at++;
            double.TryParse(code.AsSpan(begin, at - begin).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
            words.Add((code[begin - 1], value));
        }

        return words;
    }
}
