using System.Text;
using Fleet.Core.Gcode;
using Fleet.Core.Material;
using Fleet.Core.Material.Milling;
using Fleet.Silo.Desk;
using Fleet.Silo.Grains;
using Fleet.Silo.Ledger;
using Fleet.Silo.Programs;
using Fleet.Silo.Storage;
using Fleet.Silo.Storage.Schema;
using Fleet.Tests.Material.Milling;

namespace Fleet.Tests.Books;

/// <summary>Opening − used − scrap − moved − unexplained = remaining, whatever happens to a lot.</summary>
public abstract class MaterialLedgerTests : IAsyncLifetime
{
    MeasuringSilo _silo = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<(IDatabase Database, string ConnectionString)> Open();

    public async ValueTask InitializeAsync()
    {
        var (database, connectionString) = await Open();
        await SchemaUpgrade.Apply(database, connectionString, Cancellation);
        _silo = await MeasuringSilo.Start(database);
        await _silo.Machine("a");
        await _silo.Machine("mill", "shapeoko-grbl");
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _silo.Database.DisposeAsync();
    }

    [Fact]
    public async Task Support_purge_and_skirt_of_a_good_part_are_told_apart_by_the_programs_marks()
    {
        var programId = await Program(Sliced());
        var lot = await Lot("PETG");
        await _silo.Run("run", "a", 10, 1000, programId: programId);
        await Use(lot, "run", 500, 300);
        await Use(lot, "run", 900, 300);
        await Judge("run", "good");
        var scrap = (await _silo.Material.Scrap("run")).ToDictionary(row => row.Kind, row => row.MassGrams);
        double Grams(double mm) => Fleet.Core.Footprint.Filament.MassG(mm, 1.75, 1.27);
        Assert.Equal(Grams(100), scrap["support"], 6);
        Assert.Equal(Grams(40), scrap["skirt"], 6);
        Assert.False(scrap.ContainsKey("failed"));
        var view = (await _silo.Material.Find(lot))!;
        Assert.Equal(1000 - Grams(600), view.RemainingGrams, 6);
        Assert.Equal(Grams(600), view.UsedGrams + view.ScrapGrams, 6);
        Assert.Empty((await _silo.Get<BookCheck>().Run()).Faults);
    }

    [Fact]
    public async Task A_run_that_ended_early_is_scrap_up_to_where_it_came_and_not_by_the_program_as_a_whole()
    {
        var programId = await Program(Sliced());
        var lot = await Lot("PLA");
        await _silo.Run("run", "a", 10, 1000, end: "failed", programId: programId);
        await Use(lot, "run", 500, 240);
        await _silo.Get<ScrapBooks>().Sort("run");
        var scrap = await Scrap("run");
        // 40 mm of skirt, 100 of wall, then 100 of support: all of it before 240 mm.
        Assert.Equal((40, 100, 100), (Math.Round(scrap["skirt"], 6), Math.Round(scrap["support"], 6), Math.Round(scrap["failed"], 6)));
        // A person says that it can be used all the same.
        await Judge("run", "good");
        Assert.Equal(0, (await Scrap("run")).GetValueOrDefault("failed"), 6);
        Assert.Empty((await _silo.Get<BookCheck>().Run()).Faults);
    }

    [Fact]
    public async Task Two_lots_that_follow_each_other_on_a_tool_each_have_their_stretch()
    {
        var programId = await Program(Sliced());
        var (first, second) = (await Lot("PLA"), await Lot("PLA"));
        await _silo.Run("run", "a", 10, 1000, programId: programId);
        await Use(first, "run", 100, 140);
        await Use(second, "run", 500, 460);
        await Judge("run", "good");
        Assert.Equal(40, await Mm(first, "scrap"), 6);
        Assert.Equal(100, await Mm(first, "use"), 6);
        Assert.Equal(100, await Mm(second, "scrap"), 6);
    }

    [Fact]
    public async Task A_fact_that_arrives_late_finds_the_lot_of_its_time()
    {
        var (first, second) = (await Lot("PLA"), await Lot("PETG"));
        await _silo.Database.Execute("insert into lot_load (lot_id, machine_id, tool, from_ms, to_ms) values (@first, 'a', 0, 0, 500), (@second, 'a', 0, 500, null)", new { first, second }, Cancellation);
        await Program(Sliced(), "program");
        await _silo.Run("run", "a", 10, 1000);
        await _silo.Get<LedgerClerk>().Apply("pi", new()
        {
            Epoch = "late",
            Entries =
            {
                new Fleet.Protocol.JournalEntry { Sequence = 1, AtUnixMs = 400, MachineId = "a", MaterialUse = new() { RunId = "run", LengthMm = 100 } },
                new Fleet.Protocol.JournalEntry { Sequence = 2, AtUnixMs = 600, MachineId = "a", MaterialUse = new() { RunId = "run", LengthMm = 50 } },
            },
        });
        Assert.Equal((100, 50), (await Mm(first, "use"), await Mm(second, "use")));
    }

    [Fact]
    public async Task Where_scrap_goes_is_booked_and_can_be_booked_otherwise()
    {
        var programId = await Program(Sliced());
        var lot = await Lot("PLA");
        await _silo.Run("run", "a", 10, 1000, end: "cancelled", programId: programId);
        await Use(lot, "run", 500, 100);
        await _silo.Get<ScrapBooks>().Sort("run");
        await _silo.Material.Route("run", null, "residual", MeasuringSilo.Admin);
        var routed = await _silo.Material.Route("run", "failed", "recycle", MeasuringSilo.Admin);
        Assert.Equal("recycle", routed.Value!.Single(row => row.Kind == "failed").Route);
        Assert.Equal("residual", routed.Value!.Single(row => row.Kind == "skirt").Route);
        Assert.Equal("route", (await _silo.Material.Route("run", null, "oven", MeasuringSilo.Admin)).Refusal!.Code);
        Assert.Equal(100, await _silo.Database.Find<double>("select sum(length_mm) from material_booking where run_id = 'run'", null, Cancellation), 6);
    }

    [Fact]
    public async Task A_scale_corrects_and_rewrites_nothing()
    {
        var lot = await Lot("PLA");
        await Program(Sliced(), "program");
        await _silo.Run("run", "a", 10, 1000);
        await Use(lot, "run", 500, 1000);
        var before = (await _silo.Material.Find(lot))!.RemainingGrams;
        var weighed = await _silo.Material.Weigh(lot, before - 12, MeasuringSilo.Admin);
        Assert.Equal((12, before - 12), (Math.Round(weighed.Value!.UnexplainedGrams, 6), weighed.Value.RemainingGrams));
        Assert.Empty((await _silo.Get<BookCheck>().Run()).Faults);
    }

    [Fact]
    public async Task A_sheet_is_cut_into_parts_offcuts_and_scrap()
    {
        var sheet = (await _silo.Material.Add(new("Plywood", null, Name: "Birke 6", Form: "sheet", LengthMm: 1000, WidthMm: 600, ThicknessMm: 6), MeasuringSilo.Admin)).Value!;
        Assert.Equal(1000 * 600 * 6 / 1000.0 * 0.68, sheet.OpeningGrams, 6);
        var cut = await _silo.Material.Cut(sheet.Id, new([new(300, 200, Count: 2)], [new(700, 600)], Route: "residual"), MeasuringSilo.Admin);
        Assert.Equal(0, cut.Value!.RemainingGrams, 6);
        Assert.Equal(120_000 * 6 / 1000.0 * 0.68, cut.Value.UsedGrams, 6);
        var offcut = (await _silo.Material.List()).Single(lot => lot.CutFrom == sheet.Id);
        Assert.Equal((700, 600, cut.Value.MovedGrams), (offcut.LengthMm, offcut.WidthMm, offcut.RemainingGrams));
        Assert.Equal("tooMuch", (await _silo.Material.Cut(offcut.Id, new([new(700, 601)]), MeasuringSilo.Admin)).Refusal!.Code);
        Assert.Equal("measures", (await _silo.Material.Cut(offcut.Id, new(Offcuts: [new(701, 600)]), MeasuringSilo.Admin)).Refusal!.Code);
        Assert.Empty((await _silo.Get<BookCheck>().Run()).Faults);
    }

    [Theory]
    [InlineData("unobtainium", 1000.0, 600.0, 6.0, "density")]
    [InlineData("MDF", 0.0, 600.0, 6.0, "measures")]
    public async Task A_sheet_that_cannot_be_is_refused(string material, double length, double width, double thickness, string code) =>
        Assert.Equal(code, (await _silo.Material.Add(new(material, null, Form: "sheet", LengthMm: length, WidthMm: width, ThicknessMm: thickness), MeasuringSilo.Admin)).Refusal!.Code);

    [Fact]
    public async Task Swarf_and_net_part_of_a_milled_blank_are_booked_once()
    {
        var (program, mm3) = MilledShapes.Pocket();
        var programId = await Program(program);
        var set = await _silo.Get<MillingDesk>().Set(programId, new(new(0, 0, 0, 100, 80, 6), new Dictionary<int, Cutter> { [0] = new(CutterKind.Flat, 6) }), MeasuringSilo.Admin, Cancellation);
        Assert.InRange(set.Value!.RemovedMm3, mm3 * 0.99, mm3 * 1.01);
        var blank = (await _silo.Material.Add(new("Aluminium", null, Form: "blank", LengthMm: 100, WidthMm: 80, ThicknessMm: 6, MachineId: "mill"), MeasuringSilo.Admin)).Value!;
        await _silo.Database.Execute("update lot_load set from_ms = 0", null, Cancellation);
        await _silo.Run("run", "mill", 10, 1000, programId: programId);
        await _silo.Get<ScrapBooks>().Sort("run");
        await _silo.Get<ScrapBooks>().Sort("run");
        var view = (await _silo.Material.Find(blank.Id))!;
        Assert.InRange(view.ScrapGrams, mm3 / 1000 * 2.7 * 0.99, mm3 / 1000 * 2.7 * 1.01);
        Assert.Equal(0, view.RemainingGrams, 6);
        Assert.Equal("swarf", (await _silo.Material.Scrap("run")).Single().Kind);
    }

    [Fact]
    public void A_curve_of_a_real_slicers_program_ends_where_its_filament_ends()
    {
        var program = new MemoryStream(Fleet.Tests.Gcode.Sample.Bytes("ps_raft_support.gcode.gz"));
        var outcome = Assert.IsType<AnalysisOutcome.Analysed>(ProgramAnalyser.Analyse(program, null, AnalysisOptions.Default, Cancellation));
        var (curve, use) = (outcome.Curves[0], outcome.Analysis.Filament[0]);
        Assert.Equal(use.LengthMm, curve.TotalMm, 3);
        Assert.True(curve.ScrapMm(ScrapKind.Support, use.LengthMm) > 0.05 * use.LengthMm);
        Assert.InRange(FeatureCurve.Kinds.Sum(kind => curve.ScrapMm(kind, use.LengthMm)), 1, use.LengthMm);
    }

    /// <summary>40 mm skirt, 100 mm wall, 100 mm support, 360 mm wall; as PrusaSlicer marks them.</summary>
    static string Sliced() =>
        """
        ; generated by PrusaSlicer 2.5.0 on 2026-01-01 at 10:00:00 UTC
        M83
        G28
        ;LAYER_CHANGE
        ;Z:0.2
        G1 Z0.2 F1000
        ;TYPE:Skirt/Brim
        G1 X50 Y10 E40 F1200
        ;TYPE:External perimeter
        G1 X50 Y60 E100
        ;TYPE:Support material
        G1 X10 Y60 E100
        ;TYPE:External perimeter
        G1 X10 Y10 E360
        """ + "\n";

    async Task<string> Program(string text, string? id = null)
    {
        using var arrival = await _silo.Get<ProgramFiles>().Receive(new MemoryStream(Encoding.ASCII.GetBytes(text)), long.MaxValue, Cancellation);
        await arrival!.Keep(Cancellation);
        await _silo.Database.Execute(
            "insert into program (id, name, size_bytes, analysis, uploaded_by, uploaded_at_ms) values (@id, 'p', 1, @analysis, 'tester', 0)",
            new { id = id ?? arrival.ProgramId, analysis = ProgramFacts.Write(((AnalysisOutcome.Analysed)ProgramAnalyser.Analyse(new MemoryStream(Encoding.ASCII.GetBytes(text)), null, AnalysisOptions.Default, Cancellation)).Analysis) }, Cancellation);
        return id ?? arrival.ProgramId;
    }

    async Task<string> Lot(string material) => (await _silo.Material.Add(new(material, 1000), MeasuringSilo.Admin)).Value!.Id;

    long _fact;

    Task Use(string lot, string run, long atMs, double mm) =>
        _silo.Get<IGrainFactory>().GetGrain<ILotGrain>(lot).Use("pi", "material", [new(++_fact, atMs, run, "a", 0, mm, "", 1.75)]);

    async Task Judge(string run, string outcome)
    {
        await _silo.Database.Execute("update run set outcome = @outcome where id = @run", new { run, outcome }, Cancellation);
        await _silo.Get<ScrapBooks>().Sort(run);
    }

    /// <summary>By kind, mm.</summary>
    async Task<Dictionary<string, double>> Scrap(string run) =>
        (await _silo.Database.List<(string Kind, double Mm)>("select scrap_kind, sum(length_mm) from material_booking where run_id = @run and kind = 'scrap' group by scrap_kind", new { run }, Cancellation))
        .ToDictionary(row => row.Kind, row => row.Mm);

    Task<double> Mm(string lot, string kind) =>
        _silo.Database.Find<double>("select coalesce(sum(length_mm), 0.0) from material_booking where lot_id = @lot and kind = @kind", new { lot, kind }, Cancellation);
}
