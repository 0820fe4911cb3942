namespace Fleet.Agent.Simulation;

/// <summary>One motion line: a straight move or an arc, in work coordinates and the units of its line.</summary>
/// <param name="Unit">Millimetres for one unit of the line.</param>
sealed record GrblMotion(GcodeWords Words, int Kind, bool Relative, double Unit, int Plane)
{
    /// <summary>The line's ways in machine coordinates, mm; arcs as chords of at most half a millimetre.</summary>
    internal IEnumerable<double[]> Points(double[] planned, double[] offset)
    {
        double[] from = [planned[0], planned[1], planned[2]];
        var to = new double[3];
        for (int i = 0; i < 3; i++)
            to[i] = !Words.Has("XYZ"[i]) ? from[i] : Words["XYZ"[i]] * Unit + (Relative ? from[i] : offset[i]);
        if (Kind is not (2 or 3))
            return [to];
        return Arc(from, to);
    }

    IEnumerable<double[]> Arc(double[] from, double[] to)
    {
        var (a, b, c) = Plane switch { 18 => (2, 0, 1), 19 => (1, 2, 0), _ => (0, 1, 2) };
        double i = Words["IJK"[a]] * Unit, j = Words["IJK"[b]] * Unit;
        if (Words.Has('R'))
            (i, j) = CentreFromRadius(to[a] - from[a], to[b] - from[b], Words['R'] * Unit);
        double centreA = from[a] + i, centreB = from[b] + j, radius = Math.Sqrt(i * i + j * j);
        double start = Math.Atan2(-j, -i), end = Math.Atan2(to[b] - centreB, to[a] - centreA);
        double sweep = Kind == 2 ? start - end : end - start;
        while (sweep <= 1e-7)
            sweep += 2 * Math.PI;
        int count = Math.Max(1, (int)Math.Ceiling(radius * sweep / 0.5));
        for (int k = 1; k < count; k++)
        {
            double angle = start + (Kind == 2 ? -1 : 1) * sweep * k / count;
            var point = new double[3];
            point[a] = centreA + radius * Math.Cos(angle);
            point[b] = centreB + radius * Math.Sin(angle);
            point[c] = from[c] + (to[c] - from[c]) * k / count;
            yield return point;
        }
        yield return to;
    }

    (double I, double J) CentreFromRadius(double dx, double dy, double radius)
    {
        double length = Math.Sqrt(dx * dx + dy * dy);
        double height = Math.Sqrt(Math.Max(0, 4 * radius * radius - length * length)) / Math.Max(1e-9, length);
        // Clockwise with a positive radius bends to the right of the chord.
        if (Kind == 2)
            height = -height;
        if (radius < 0)
            height = -height;
        return ((dx - dy * height) / 2, (dy + dx * height) / 2);
    }
}
