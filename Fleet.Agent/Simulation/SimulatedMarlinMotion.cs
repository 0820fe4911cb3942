using System.Globalization;

namespace Fleet.Agent.Simulation;

/// <summary>Marlin's modes and places: what a G0 to G3 means, where the head believes to be, what was extruded.</summary>
sealed class SimulatedMarlinMotion(SimulatedPlanner planner, SimulationRecord record)
{
    const double MmPerInch = 25.4;

    readonly double[] _logical = new double[3];
    bool _relative, _relativeExtrusion, _inches;
    double _feed = 1500, _e;

    /// <summary>M221; 1 is as programmed.</summary>
    internal double Flow { get; set; } = 1;

    double Unit => _inches ? MmPerInch : 1;

    internal void Boot()
    {
        _relative = _relativeExtrusion = _inches = false;
        _feed = 1500;
        Flow = 1;
    }

    internal void SetRelative(bool relative, bool coversExtruder)
    {
        _relative = relative;
        if (coversExtruder)
            _relativeExtrusion = relative;
    }

    internal void SetRelativeExtrusion(bool relative) => _relativeExtrusion = relative;

    internal void SetInches(bool inches) => _inches = inches;

    /// <param name="mayExtrude">Asked only when filament would move.</param>
    internal void Line(GcodeWords words, int tool, Func<bool> mayExtrude, double now) => Move(words, Target(words), tool, mayExtrude, now);

    /// <summary>
    /// Chopped into segments of about a millimetre, one for each step of the enumeration; the last carries what the arithmetic left. The
    /// handler takes a step whenever the planner has room.
    /// </summary>
    internal IEnumerable<int> Arc(GcodeWords words, bool clockwise, int tool, Func<bool> mayExtrude, Func<double> now)
    {
        double[] from = [.. _logical];
        double[] to = Target(words);
        double i = words['I'], j = words['J'];
        double centreX = from[0] + i, centreY = from[1] + j, radius = Math.Sqrt(i * i + j * j);
        double start = Math.Atan2(from[1] - centreY, from[0] - centreX), end = Math.Atan2(to[1] - centreY, to[0] - centreX);
        double sweep = clockwise ? start - end : end - start;
        if (sweep <= 1e-9)
            sweep += 2 * Math.PI;
        int count = Math.Max(1, (int)Math.Floor(radius * sweep));
        for (int k = 1; k < count; k++)
        {
            double angle = start + (clockwise ? -1 : 1) * sweep * k / count;
            planner.Add([centreX + radius * Math.Cos(angle), centreY + radius * Math.Sin(angle), from[2] + (to[2] - from[2]) * k / count, planner.Planned[3]], _feed / 60, now());
            yield return k;
        }
        Move(words, to, tool, mayExtrude, now());
        yield return count;
    }

    internal void SetPosition(GcodeWords words)
    {
        for (int i = 0; i < 3; i++)
            if (words.Has("XYZ"[i]))
            {
                _logical[i] = words["XYZ"[i]];
                planner.SetPosition(i, _logical[i]);
            }
        if (words.Has('E'))
            _e = words['E'];
    }

    internal void Home(GcodeWords words, bool all)
    {
        for (int i = 0; i < 3; i++)
            if (all || words.Has("XYZ"[i]))
            {
                _logical[i] = 0;
                planner.SetPosition(i, 0);
            }
    }

    internal string Report() => string.Create(CultureInfo.InvariantCulture,
        $"X:{_logical[0]:0.00} Y:{_logical[1]:0.00} Z:{_logical[2]:0.00} E:{_e:0.00} Count X:{_logical[0] * 80:0} Y:{_logical[1] * 80:0} Z:{_logical[2] * 400:0}");

    double[] Target(GcodeWords words)
    {
        if (words.Has('F') && words['F'] > 0)
            _feed = words['F'] * Unit;
        for (int i = 0; i < 3; i++)
            if (words.Has("XYZ"[i]))
                _logical[i] = words["XYZ"[i]] * Unit + (_relative ? _logical[i] : 0);
        return [.. _logical];
    }

    void Move(GcodeWords words, double[] to, int tool, Func<bool> mayExtrude, double now)
    {
        double pushed = 0;
        if (words.Has('E'))
        {
            double next = words['E'] * Unit + (_relativeExtrusion ? _e : 0);
            pushed = (next - _e) * Flow;
            _e = next;
            if (pushed != 0 && !mayExtrude())
                pushed = 0;
        }
        record.Extruded(tool, pushed);
        planner.Add([to[0], to[1], to[2], planner.Planned[3] + pushed], _feed / 60, now);
    }
}
