using Fleet.Core.Gcode.Checks;
using Fleet.Core.Gcode.Reading;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

sealed unsafe partial class Interpreter
{
    /// <summary>Marlin's MIN_ARC_SEGMENT_MM, MAX_ARC_SEGMENT_MM and MIN_CIRCLE_SEGMENTS as shipped.</summary>
    const double MarlinMinChordMm = 0.1, MarlinMaxChordMm = 1.0;

    const double MarlinMinCircleChords = 72;

    /// <summary>GRBL's $12 as shipped.</summary>
    const double GrblToleranceMm = 0.002;

    /// <summary>Klipper's gcode_arcs resolution as shipped.</summary>
    const double KlipperChordMm = 1.0;

    /// <summary>No firmware computes more chords in a useful time; the bound keeps absurd arcs finite.</summary>
    const int MaxChords = 100_000;

    /// <summary>
    /// G2 and G3: a circle in the active plane, straight along the third axis, the extruder in proportion. Chords are those of the
    /// machine's firmware, because its planner sees them as blocks of their own.
    /// </summary>
    void Arc(bool clockwise)
    {
        if ((_code.Seen & FBit) != 0)
            SetFeed(_code.Values['F' & 31]);
        Target(out double x, out double y, out double z);
        double de = Extrusion();
        if (!_isPrinter)
            CncMove(rapid: false, x, y, z);

        // a and b span the plane, c is along its axis; ZX is right-handed seen from +Y.
        Span<double> from = [_state.X, _state.Y, _state.Z];
        Span<double> to = [x, y, z];
        (int a, int b, int c) = _state.Plane switch { 18 => (2, 0, 1), 19 => (1, 2, 0), _ => (0, 1, 2) };
        if (!TryCentre(clockwise, from, to, a, b, out double centreA, out double centreB))
        {
            MoveTo(x, y, z, de, rapid: false);
            return;
        }

        double startA = from[a] - centreA, startB = from[b] - centreB;
        double endA = to[a] - centreA, endB = to[b] - centreB;
        double radius = Math.Sqrt(startA * startA + startB * startB);
        double endRadius = Math.Sqrt(endA * endA + endB * endB);
        CheckArc(radius, endRadius);
        double angle = Math.Atan2(startA * endB - startB * endA, startA * endA + startB * endB);
        if (clockwise ? angle >= -5e-7 : angle <= 5e-7)
            angle += clockwise ? -2 * Math.PI : 2 * Math.PI;
        if (_code.HasNumber('P') && _code.Value('P') is > 1 and < 10_000 and var turns)
            angle += (clockwise ? -2 : 2) * Math.PI * ((int)turns - 1);

        double along = to[c] - from[c];
        double flat = radius * Math.Abs(angle);
        double length = Math.Sqrt(flat * flat + along * along);
        if (length == 0 || !(length < MaxChords * AbsurdMm))
            return;
        _tally.Moves++;
        _tally.Arcs++;
        _tally.DistanceMm += length;
        if (!_state.Homed)
            NotHomed();
        Chords(from, to, a, b, c, centreA, centreB, radius, angle, de, Math.Clamp(ChordCount(radius, angle, flat), 1, MaxChords));
    }

    /// <summary>The centre from I, J, K or R; false (and a finding) when there is none.</summary>
    bool TryCentre(bool clockwise, ReadOnlySpan<double> from, ReadOnlySpan<double> to, int a, int b, out double centreA, out double centreB)
    {
        double unit = _state.MmPerUnit;
        (centreA, centreB) = (from[a], from[b]);
        if (_code.HasNumber('R'))
        {
            double r = _code.Value('R') * unit;
            double da = to[a] - from[a], db = to[b] - from[b];
            double chord = Math.Sqrt(da * da + db * db);
            double h = 4 * r * r - chord * chord;
            if (chord == 0 || r == 0 || (h < 0 && h < -0.01 * r * r))
            {
                _findings.Hit(Check.ArcImpossible, _line);
                return false;
            }

            // The centre is on the chord's perpendicular; a negative R asks for the longer way round.
            double ratio = -Math.Sqrt(Math.Max(h, 0)) / chord * (clockwise ? 1 : -1) * (r < 0 ? -1 : 1);
            centreA += 0.5 * (da - db * ratio);
            centreB += 0.5 * (db + da * ratio);
            return true;
        }

        Span<char> letters = ['I', 'J', 'K'];
        if (!_code.HasNumber(letters[a]) && !_code.HasNumber(letters[b]))
        {
            _findings.Hit(Check.ArcImpossible, _line);
            return false;
        }

        double offsetA = _code.ValueOr(letters[a], 0) * unit, offsetB = _code.ValueOr(letters[b], 0) * unit;
        if (_state.AbsoluteArcCentres)
            (centreA, centreB) = (offsetA, offsetB);
        else
            (centreA, centreB) = (centreA + offsetA, centreB + offsetB);
        return Math.Abs(centreA) + Math.Abs(centreB) < 10 * AbsurdMm;
    }

    /// <summary>GRBL refuses (error 33) beyond 0.5 mm, or beyond 0.005 mm and 0.1 % of the radius; Marlin stretches the end.</summary>
    void CheckArc(double radius, double endRadius)
    {
        double difference = Math.Abs(radius - endRadius);
        if (difference > 0.5 || (difference > 0.005 && difference > 0.001 * radius))
            _findings.Hit(Check.ArcDoesNotClose, _line, difference);
    }

    /// <summary>How many chords the machine's firmware makes of an arc; formulas from each firmware's arc planner.</summary>
    int ChordCount(double radius, double angle, double flat)
    {
        switch (_profile.Firmware.Planner)
        {
            case PlannerKind.Grbl:
                double grbl = Math.Abs(0.5 * angle * radius) / Math.Sqrt(GrblToleranceMm * Math.Max(2 * radius - GrblToleranceMm, 1e-9));
                return Count(Math.Floor(grbl));
            case PlannerKind.Klipper:
                return Count(Math.Floor(flat / KlipperChordMm));
            default:
                double wanted = Math.Max(Math.Floor(flat / MarlinMaxChordMm), Math.Ceiling(MarlinMinCircleChords * Math.Abs(angle) / (2 * Math.PI)));
                double chord = flat / Math.Max(wanted, 1);
                if (chord > MarlinMaxChordMm)
                    wanted = Math.Ceiling(flat / MarlinMaxChordMm);
                else if (chord < MarlinMinChordMm)
                    wanted = Math.Floor(flat / MarlinMinChordMm);
                return Count(wanted);
        }
    }

    static int Count(double chords) => chords >= MaxChords ? MaxChords : chords >= 1 ? (int)chords : 1;

    void Chords(
        ReadOnlySpan<double> from, ReadOnlySpan<double> to, int a, int b, int c,
        double centreA, double centreB, double radius, double angle, double de, int count)
    {
        double startAngle = Math.Atan2(from[b] - centreB, from[a] - centreA);
        Span<double> at = stackalloc double[3];
        for (int i = 1; i <= count; i++)
        {
            double part = (double)i / count;
            if (i == count)
                to.CopyTo(at);
            else
            {
                (double sin, double cos) = Math.SinCos(startAngle + angle * part);
                at[a] = centreA + radius * cos;
                at[b] = centreB + radius * sin;
                at[c] = from[c] + (to[c] - from[c]) * part;
            }

            Chord(at[0], at[1], at[2], de / count, i == 1 ? 0 : radius);
        }
    }

    /// <summary>One straight piece of a curve that is already counted as a move.</summary>
    void Chord(double x, double y, double z, double de, double arcRadiusMm)
    {
        double dx = x - _state.X, dy = y - _state.Y, dz = z - _state.Z;
        double length = Math.Sqrt(dx * dx + dy * dy + dz * dz);
        if ((length == 0 && de == 0) || !(length < AbsurdMm * 2))
            return;
        Measure(x, y, z, dz, de, length, rapid: false);
        Plan(dx, dy, dz, de, length, rapid: false, arcRadiusMm);
        (_state.X, _state.Y, _state.Z) = (x, y, z);
        _state.Moved = true;
    }
}
