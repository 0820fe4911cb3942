using Fleet.Core.Gcode;

namespace Fleet.Core.Material.Milling;

/// <summary>Sweeps a program's moves over the stock while it is analysed. Rapid moves cut too where they are below the surface: the tool does not ask.</summary>
public sealed class StockSweep(MillingSetup setup, HeightMap map) : IMotionObserver
{
    readonly SortedSet<int> _unknown = [];
    Cutter? _cutter;
    (Point From, Point To)? _open;
    double _bendMm;

    public StockSweep(MillingSetup setup) : this(setup, new HeightMap(setup.Stock, FinestMm(setup)))
    {
    }

    /// <summary>All moves until now.</summary>
    public RemovedVolume Removed
    {
        get
        {
            Flush();
            return new(map.RemovedMm3, setup.Stock.VolumeMm3, map.CellMm, [.. _unknown]);
        }
    }

    /// <summary>Reads a program and says what it removes; null when it cannot be analysed.</summary>
    public static RemovedVolume? Of(Stream program, Fleet.Core.Machines.Profile? profile, MillingSetup setup, CancellationToken cancellation)
    {
        var sweep = new StockSweep(setup);
        var options = AnalysisOptions.Default with { Observer = sweep, WithMotionTime = false };
        return ProgramAnalyser.Analyse(program, profile, options, cancellation) is AnalysisOutcome.Analysed ? sweep.Removed : null;
    }

    /// <summary>Consecutive level chords of one line or a flat curve are swept as one: an arc arrives in hundreds of pieces.</summary>
    public void Move(in ObservedMove move)
    {
        if (setup.ToolOf(move.Tool) is not { } cutter)
        {
            _unknown.Add(move.Tool);
            return;
        }
        if (_open is { } open && _cutter == cutter && open.To == move.From && open.To.Z == move.To.Z && open.From.Z == open.To.Z
            && IsNearlyStraight(open.From, open.To, move.To))
        {
            _open = (open.From, move.To);
            return;
        }
        Flush();
        (_cutter, _open) = (cutter, (move.From, move.To));
    }

    public void LayerBegins(int index, double zMm)
    {
    }

    /// <summary>A sixtieth of the thinnest tool; of a V, whose grooves are narrower than itself, a hundred-and-twentieth.</summary>
    static double FinestMm(MillingSetup setup) =>
        Math.Clamp(setup.Tools.Values.Min(cutter => cutter.DiameterMm / (cutter.Kind == CutterKind.V ? 120 : 60)), 0.02, 0.1);

    void Flush()
    {
        if (_open is { } open)
            map.Sweep(_cutter!, open.From.X, open.From.Y, open.From.Z, open.To.X, open.To.Y, open.To.Z);
        (_open, _bendMm) = (null, 0);
    }

    /// <summary>Whether the corner between two chords is nearer to the straight way than the map can tell; the corners before count too.</summary>
    bool IsNearlyStraight(Point from, Point corner, Point to)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y, length = Math.Sqrt(dx * dx + dy * dy);
        if (length == 0 || (corner.X - from.X) * dx + (corner.Y - from.Y) * dy < 0 || (to.X - corner.X) * dx + (to.Y - corner.Y) * dy < 0)
            return false;
        _bendMm += Math.Abs((corner.X - from.X) * dy - (corner.Y - from.Y) * dx) / length;
        return _bendMm < map.CellMm / 4;
    }
}
