namespace Fleet.Core.Material.Milling;

/// <summary>
/// The stock's upper surface over a grid of square cells. Cutting lowers cells; a cell is never raised. What is below the stock's
/// underside is gone, no further.
/// </summary>
/// <remarks>
/// A level sweep of a flat tool is exact: for each row of cells the stretch that the tool's outline covers is computed, and of the cells at
/// its ends the covered part is kept, so that the volume does not hang on the grid's phase. Round and V tips, and ramps, are stamped along
/// the way, closely enough that the ridges between two stamps do not matter.
/// </remarks>
public sealed class HeightMap
{
    /// <summary>Cells of a row that are looked at together.</summary>
    const int Block = 32;

    readonly Stock _stock;
    readonly float[] _depthMm;

    /// <summary>Of the best cut that covers a part of a cell only: how deep, and which part.</summary>
    readonly (float DepthMm, float Part)[] _edges;

    /// <summary>A depth that no cell of a block of a row is above: passes over what is gone already cost nothing.</summary>
    readonly float[] _leastMm;
    readonly int _blocks;
    readonly Dictionary<Cutter, CutterStamps> _stamps = [];
    readonly int _columns;
    readonly int _rows;
    readonly double _cellMm;

    /// <param name="mostCells">The grid is as fine as this number allows, or as <paramref name="finestMm"/>.</param>
    public HeightMap(Stock stock, double finestMm = 0.05, int mostCells = 4_000_000)
    {
        _stock = stock;
        _cellMm = Math.Max(finestMm, Math.Sqrt(stock.LengthMm * stock.WidthMm / mostCells));
        (_columns, _rows) = (Math.Max(1, (int)Math.Ceiling(stock.LengthMm / _cellMm)), Math.Max(1, (int)Math.Ceiling(stock.WidthMm / _cellMm)));
        (_depthMm, _edges) = (new float[_columns * _rows], new (float, float)[_columns * _rows]);
        _blocks = (_columns + Block - 1) / Block;
        _leastMm = new float[_blocks * _rows];
    }

    /// <summary>Width of a cell, mm.</summary>
    public double CellMm => _cellMm;

    /// <summary>Volume between the stock's upper face and the surface, mm³.</summary>
    public double RemovedMm3
    {
        get
        {
            double sum = 0;
            for (var row = 0; row < _rows; row++)
            {
                var height = Math.Min(_cellMm, _stock.WidthMm - row * _cellMm);
                for (var column = 0; column < _columns; column++)
                {
                    var cell = row * _columns + column;
                    var width = column == _columns - 1 ? _stock.LengthMm - column * _cellMm : _cellMm;
                    sum += (_depthMm[cell] + Math.Max(0, _edges[cell].DepthMm - _depthMm[cell]) * _edges[cell].Part) * width * height;
                }
            }
            return Math.Min(sum, _stock.VolumeMm3);
        }
    }

    /// <summary>Depth below the upper face at a place, mm; 0 outside.</summary>
    public double DepthMm(double x, double y)
    {
        var (column, row) = ((int)Math.Floor((x - _stock.MinXMm) / _cellMm), (int)Math.Floor((y - _stock.MinYMm) / _cellMm));
        return column < 0 || row < 0 || column >= _columns || row >= _rows ? 0 : _depthMm[row * _columns + column];
    }

    /// <summary>The tool goes straight from one point of its tip to another.</summary>
    public void Sweep(Cutter cutter, double fromX, double fromY, double fromZ, double toX, double toY, double toZ)
    {
        var (fromDepth, toDepth) = (Math.Min(_stock.TopZMm - fromZ, _stock.ThicknessMm), Math.Min(_stock.TopZMm - toZ, _stock.ThicknessMm));
        // Straight up again there is nothing that the tool has not taken on its way down.
        if ((fromDepth <= 0 && toDepth <= 0) || (fromX == toX && fromY == toY && toDepth <= fromDepth))
            return;
        // In grid coordinates: cells are squares of 1, depths stay in mm.
        var (ax, ay, bx, by) = ((fromX - _stock.MinXMm) / _cellMm, (fromY - _stock.MinYMm) / _cellMm, (toX - _stock.MinXMm) / _cellMm, (toY - _stock.MinYMm) / _cellMm);
        var flat = cutter.Kind == CutterKind.Flat;
        if (flat && (fromX == toX && fromY == toY || Math.Abs(fromDepth - toDepth) < 1e-9))
            Level(ax, ay, bx, by, cutter.RadiusMm / _cellMm, (float)Math.Max(fromDepth, toDepth));
        else
            Stamp(cutter, ax, ay, fromDepth, bx, by, toDepth);
    }

    /// <summary>A flat tool at one depth, or straight down.</summary>
    void Level(double ax, double ay, double bx, double by, double radius, float depth)
    {
        var outline = new SweptOutline(ax, ay, bx, by, radius);
        var firstRow = Math.Max(0, (int)Math.Floor(Math.Min(ay, by) - radius));
        var lastRow = Math.Min(_rows - 1, (int)Math.Floor(Math.Max(ay, by) + radius));
        for (var row = firstRow; row <= lastRow; row++)
            if (outline.At(row + 0.5, out var left, out var right))
                LowerRow(row, Math.Max(0, left), Math.Min(_columns, right), depth);
    }

    /// <summary>Any tool, any slope: its lower side is pressed into the map again and again along the way.</summary>
    void Stamp(Cutter cutter, double ax, double ay, double fromDepth, double bx, double by, double toDepth)
    {
        if (!_stamps.TryGetValue(cutter, out var stamps))
            _stamps[cutter] = stamps = new(cutter, _cellMm);
        double dx = bx - ax, dy = by - ay;
        var steps = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(dx * dx + dy * dy) * _cellMm / stamps.StepMm));
        // The first stamp is the last one of the move before.
        for (var step = 1; step <= steps; step++)
        {
            var part = (double)step / steps;
            var depth = fromDepth + (toDepth - fromDepth) * part;
            if (depth > 0)
                stamps.Press(_depthMm, _columns, _rows, ax + dx * part, ay + dy * part, (float)depth);
        }
    }

    /// <summary>A stretch of a row, in cells.</summary>
    void LowerRow(int row, double left, double right, float depth)
    {
        if (right <= left)
            return;
        var (first, last) = ((int)left, Math.Min(_columns - 1, (int)right));
        var start = row * _columns;
        if (first == last)
        {
            Edge(start + first, depth, (float)(right - left));
            return;
        }
        Edge(start + first, depth, (float)(first + 1 - left));
        Edge(start + last, depth, (float)(right - last));
        for (var (from, to) = (first + 1, last); from < to;)
        {
            var block = from / Block;
            var end = Math.Min(to, (block + 1) * Block);
            ref var least = ref _leastMm[row * _blocks + block];
            if (least < depth)
            {
                CutterStamps.Lower(_depthMm.AsSpan(start + from, end - from), depth);
                if (end - from == Math.Min(Block, _columns - block * Block))
                    least = depth;
            }
            from = end;
        }
    }

    /// <summary>Lowers a part of a cell: kept beside the cell's own depth, which the rest of it may still reach.</summary>
    void Edge(int cell, float depth, float part)
    {
        var own = _depthMm[cell];
        if (depth <= own || part <= 0)
            return;
        if (part >= 1)
            _depthMm[cell] = depth;
        else
        {
            ref var edge = ref _edges[cell];
            if ((depth - own) * part > (edge.DepthMm - own) * edge.Part)
                edge = (depth, part);
        }
    }
}
