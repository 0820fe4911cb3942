using System.Numerics;
using System.Runtime.InteropServices;

namespace Fleet.Core.Material.Milling;

/// <summary>A cutter's lower side on a grid, computed once for a few places of its tip within a cell.</summary>
sealed class CutterStamps
{
    /// <summary>Places within a cell, along each side: the tip is then right to a sixteenth of a cell.</summary>
    const int Phases = 8;

    /// <summary>Highest ridge between two stamps of a ball, mm.</summary>
    const double RidgeMm = 0.002;

    readonly (int FirstColumn, float[] HeightsMm)[][] _rows = new (int, float[])[Phases * Phases][];
    readonly int _reach;

    public CutterStamps(Cutter cutter, double cellMm)
    {
        _reach = (int)Math.Ceiling(cutter.RadiusMm / cellMm) + 1;
        StepMm = cutter.Kind switch
        {
            CutterKind.Ball => Math.Max(cellMm / 2, Math.Sqrt(8 * cutter.RadiusMm * RidgeMm)),
            CutterKind.V => cellMm / 2,
            _ => cellMm,
        };
        for (var phase = 0; phase < _rows.Length; phase++)
            _rows[phase] = Make(cutter, cellMm, (phase % Phases + 0.5) / Phases, (phase / Phases + 0.5) / Phases);
    }

    /// <summary>Longest way between two stamps.</summary>
    public double StepMm { get; }

    /// <summary>Lowers the map to the tool with its tip at a place and depth.</summary>
    public void Press(float[] depthsMm, int columns, int rows, double x, double y, float tipDepthMm)
    {
        int column = (int)Math.Floor(x), row = (int)Math.Floor(y);
        if (column < -_reach || row < -_reach || column > columns + _reach || row > rows + _reach)
            return;
        var stamp = _rows[(int)((y - row) * Phases) * Phases + (int)((x - column) * Phases)];
        for (var line = 0; line < stamp.Length; line++)
        {
            var at = row - _reach + line;
            var (first, heights) = stamp[line];
            if (at < 0 || at >= rows || heights.Length == 0)
                continue;
            first += column;
            var skip = Math.Max(0, -first);
            var length = Math.Min(heights.Length, columns - first) - skip;
            if (length > 0)
                Lower(depthsMm.AsSpan(at * columns + first + skip, length), heights.AsSpan(skip, length), tipDepthMm);
        }
    }

    /// <summary>Each cell at least so deep.</summary>
    public static void Lower(Span<float> depthsMm, float depthMm)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(depthsMm);
        var floor = new Vector<float>(depthMm);
        for (var i = 0; i < wide.Length; i++)
            wide[i] = Vector.Max(wide[i], floor);
        for (var i = wide.Length * Vector<float>.Count; i < depthsMm.Length; i++)
            depthsMm[i] = Math.Max(depthsMm[i], depthMm);
    }

    static void Lower(Span<float> depthsMm, ReadOnlySpan<float> heightsMm, float tipDepthMm)
    {
        var wide = MemoryMarshal.Cast<float, Vector<float>>(depthsMm);
        var heights = MemoryMarshal.Cast<float, Vector<float>>(heightsMm);
        var tip = new Vector<float>(tipDepthMm);
        for (var i = 0; i < wide.Length; i++)
            wide[i] = Vector.Max(wide[i], tip - heights[i]);
        for (var i = wide.Length * Vector<float>.Count; i < depthsMm.Length; i++)
            depthsMm[i] = Math.Max(depthsMm[i], tipDepthMm - heightsMm[i]);
    }

    /// <summary>For each row of cells around the tip the heights over the tool's chord; the tip is at a place within cell (0, 0).</summary>
    (int, float[])[] Make(Cutter cutter, double cellMm, double tipX, double tipY)
    {
        var rows = new (int, float[])[2 * _reach + 1];
        var radius = cutter.RadiusMm / cellMm;
        for (var line = 0; line < rows.Length; line++)
        {
            var dy = line - _reach + 0.5 - tipY;
            var half = radius * radius - dy * dy;
            if (half < 0)
            {
                rows[line] = (0, []);
                continue;
            }
            half = Math.Sqrt(half);
            var (first, last) = ((int)Math.Ceiling(tipX - half - 0.5), (int)Math.Floor(tipX + half - 0.5));
            var heights = new float[Math.Max(0, last - first + 1)];
            for (var i = 0; i < heights.Length; i++)
            {
                var dx = first + i + 0.5 - tipX;
                heights[i] = (float)cutter.HeightMm(Math.Sqrt(dx * dx + dy * dy) * cellMm);
            }
            rows[line] = (first, heights);
        }
        return rows;
    }
}
