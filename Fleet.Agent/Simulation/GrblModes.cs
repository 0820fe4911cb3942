using System.Globalization;

namespace Fleet.Agent.Simulation;

/// <summary>GRBL's parser state, and what one line asks for. Errors are GRBL's numbers.</summary>
sealed class GrblModes
{
    const double Inch = 25.4;

    int _motion;
    bool _relative, _inches, _inverseTime;
    int _plane = 17, _system = 54;

    internal double FeedMmPerMin { get; private set; }
    internal double Speed { get; private set; }
    internal bool SpindleOn { get; private set; }
    internal bool Rapid => _motion == 0;

    /// <summary>Seconds, when the line is a G4.</summary>
    internal double? Dwell { get; private set; }

    /// <summary>Wanted work position per axis, when the line is a G92 or G10 L20.</summary>
    internal double?[]? Offset { get; private set; }

    internal GrblMotion? Motion { get; private set; }

    /// <summary>M0.</summary>
    internal bool Stops { get; private set; }

    /// <summary>G38.2.</summary>
    internal bool Probes { get; private set; }

    /// <summary>M2, M30.</summary>
    internal bool Ends { get; private set; }

    internal void Reset()
    {
        _motion = 0;
        _relative = _inches = _inverseTime = false;
        _plane = 17;
        _system = 54;
        SpindleOn = false;
        Speed = 0;
        FeedMmPerMin = 0;
    }

    internal string Report() => string.Create(CultureInfo.InvariantCulture,
        $"[GC:G{_motion} G{_system} G{_plane} G{(_inches ? 20 : 21)} G{(_relative ? 91 : 90)} G{(_inverseTime ? 93 : 94)} M{(SpindleOn ? 3 : 5)} M9 T0 F{FeedMmPerMin:0.###} S{Speed:0.###}]");

    /// <summary>Takes one line; 0 or the error's number. On an error nothing is changed that moves the machine.</summary>
    internal int Take(GcodeWords words, out bool moves)
    {
        moves = false;
        Dwell = null;
        Offset = null;
        Motion = null;
        Stops = Ends = Probes = false;
        bool axisWord = words.Has('X') || words.Has('Y') || words.Has('Z');
        bool usesAxes = false, motionCommand = false;
        foreach (var (letter, value) in words.All)
        {
            int error = letter switch
            {
                'G' => TakeG(value, words, ref usesAxes, ref motionCommand),
                'M' => TakeM(value),
                'N' => value is < 0 or > 9_999_999 ? 27 : 0,
                'T' => value > 255 ? 38 : 0,
                'A' or 'B' or 'C' or 'D' or 'E' or 'H' or 'O' or 'Q' or 'U' or 'V' or 'W' => 20,
                _ => 0,
            };
            if (error != 0)
                return error;
        }
        if (words.Has('F'))
            FeedMmPerMin = words['F'] * (_inches ? Inch : 1);
        if (words.Has('S'))
            Speed = words['S'];
        if (!axisWord || usesAxes)
            return motionCommand && _motion is 2 or 3 && !axisWord ? 26 : 0;
        if ((Probes || _motion is 1 or 2 or 3) && FeedMmPerMin <= 0)
            return 22;
        if (_motion is 2 or 3 && !words.Has('R') && !words.Has('I') && !words.Has('J') && !words.Has('K'))
            return 35;
        if (_motion == 80)
            return 31;
        Motion = new GrblMotion(words, Probes ? 1 : _motion, _relative, _inches ? Inch : 1, _plane);
        moves = true;
        return 0;
    }

    int TakeG(double value, GcodeWords words, ref bool usesAxes, ref bool motionCommand)
    {
        switch (Math.Round(value * 10))
        {
            case 0 or 10 or 20 or 30 or 800:
                _motion = (int)value;
                motionCommand = value < 4;
                break;
            case 40:
                if (!words.Has('P'))
                    return 28;
                Dwell = words['P'];
                break;
            case 170 or 180 or 190: _plane = (int)value; break;
            case 200: _inches = true; break;
            case 210: _inches = false; break;
            case 900: _relative = false; break;
            case 910: _relative = true; break;
            case 930: _inverseTime = true; break;
            case 940: _inverseTime = false; break;
            case 382: Probes = true; break;
            case >= 540 and <= 590:
                if (value % 1 != 0)
                    return 23;
                _system = (int)value;
                break;
            case 100 or 920:
                usesAxes = true;
                Offset = [.. "XYZ".Select(axis => words.Has(axis) ? words[axis] * (_inches ? Inch : 1) : (double?)null)];
                break;
            case 280 or 300 or 281 or 301: usesAxes = true; break;
            case 400 or 490 or 530 or 610 or 911 or 921: break;
            default: return 20;
        }
        return 0;
    }

    int TakeM(double value)
    {
        switch (value)
        {
            case 0: Stops = true; break;
            case 1 or 8 or 9: break;
            case 2 or 30: Ends = true; break;
            case 3 or 4: SpindleOn = true; break;
            case 5: SpindleOn = false; break;
            default: return 20;
        }
        return 0;
    }
}
