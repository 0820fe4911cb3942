using System.Text;
using Fleet.Core.Gcode;
using Fleet.Core.Material.Milling;

namespace Fleet.Tests.Material.Milling;

public sealed class StockSweepTests
{
    const double Tolerance = 0.01;

    static readonly Stock Plate = new(0, 0, 0, 100, 80, 6);

    static readonly Cutter Flat6 = new(CutterKind.Flat, 6), Ball6 = new(CutterKind.Ball, 6), V90 = new(CutterKind.V, 6, 90);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shapes => ["pocket", "round pocket", "profile", "drilled plate", "relief", "engraving"];

    [Theory, MemberData(nameof(Shapes))]
    public void The_removed_volume_is_that_of_geometry(string shape)
    {
        var ((program, mm3), cutter) = shape switch
        {
            "pocket" => (MilledShapes.Pocket(), Flat6),
            "round pocket" => (MilledShapes.RoundPocket(), Flat6),
            "profile" => (MilledShapes.Profile(), Flat6),
            "drilled plate" => (MilledShapes.Drilled(), Flat6),
            "relief" => (MilledShapes.Relief(), Ball6),
            _ => (MilledShapes.Engraved(), V90),
        };
        var removed = Removed(program, cutter, Plate);
        Assert.InRange(removed.RemovedMm3, mm3 * (1 - Tolerance), mm3 * (1 + Tolerance));
        Assert.Equal(100 * 80 * 6, removed.StockMm3);
        Assert.Equal(removed.StockMm3, removed.RemovedMm3 + removed.RemainingMm3, 6);
    }

    [Fact]
    public void What_is_cut_twice_is_removed_once()
    {
        var (program, _) = MilledShapes.Pocket();
        var once = Removed(program, Flat6, Plate).RemovedMm3;
        Assert.Equal(once, Removed(program.Replace("M2\n", "", StringComparison.Ordinal) + program, Flat6, Plate).RemovedMm3, once * 1e-4);
    }

    [Fact]
    public void Air_beside_and_above_the_stock_is_not_removed()
    {
        Assert.Equal(0, Removed("G21 G90\nM3 S1000\nG0 X200 Y10 Z5\nG1 Z-5 F100\nG1 Y50\nG0 Z5\nG0 X10 Y10\nG1 Z0.5\nG1 X90\n", Flat6, Plate).RemovedMm3);
        // Half of the tool is beside it.
        Assert.InRange(Removed("G21 G90\nM3 S1000\nG0 X0 Y-10 Z5\nG1 Z-2 F100\nG1 Y90\n", Flat6, Plate).RemovedMm3, 3 * 80 * 2 * 0.99, 3 * 80 * 2 * 1.01);
    }

    [Fact]
    public void Deeper_than_the_stock_there_is_nothing() =>
        Assert.InRange(Removed("G21 G90\nM3 S1000\nG0 X50 Y40 Z5\nG1 Z-60 F100\n", Flat6, Plate).RemovedMm3, Math.PI * 9 * 6 * 0.99, Math.PI * 9 * 6 * 1.01);

    [Fact]
    public void A_tool_that_nobody_named_is_said_and_not_guessed()
    {
        var setup = new MillingSetup(Plate, new Dictionary<int, Cutter> { [1] = Flat6, [2] = Ball6 });
        var removed = Removed("G21 G90\nT3 M6\nM3 S1000\nG0 X50 Y40 Z5\nG1 Z-5 F100\nG1 X60\nT1 M6\nG0 X20 Y20\nG1 Z-5\n", setup);
        Assert.Contains(3, removed.UnknownTools);
        Assert.DoesNotContain(1, removed.UnknownTools);
    }

    [Fact]
    public void Grams_follow_from_density()
    {
        var removed = new RemovedVolume(10_000, 48_000, 0.05, []);
        Assert.Equal((27, 102.6), (removed.SwarfG(2.7), Math.Round(removed.RemainingG(2.7), 9)));
    }

    [Theory]
    [InlineData(0, 80, 6)]
    [InlineData(100, -1, 6)]
    [InlineData(100, 80, double.NaN)]
    public void A_stock_that_cannot_be_is_refused(double length, double width, double thickness) =>
        Assert.NotNull(new Stock(0, 0, 0, length, width, thickness).Fault());

    [Fact]
    public void A_tool_that_cannot_be_is_refused()
    {
        Assert.NotNull(new Cutter(CutterKind.Flat, 0).Fault());
        Assert.NotNull(new Cutter(CutterKind.V, 6, 180).Fault());
        Assert.Null(V90.Fault());
    }

    static RemovedVolume Removed(string program, Cutter cutter, Stock stock) => Removed(program, new(stock, new Dictionary<int, Cutter> { [0] = cutter }));

    static RemovedVolume Removed(string program, MillingSetup setup) =>
        StockSweep.Of(new MemoryStream(Encoding.ASCII.GetBytes(program)), null, setup, Cancellation) ?? throw new InvalidDataException("The program cannot be analysed.");
}
