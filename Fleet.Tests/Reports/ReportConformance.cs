using Fleet.Silo.Reports;
using Fleet.Silo.Reports.Export;
using Fleet.Silo.Reports.Sheets;

namespace Fleet.Tests.Reports;

/// <summary>What every engine must report of the same ledger.</summary>
public abstract class ReportConformance : IAsyncLifetime
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected SmallLedger Ledger { get; private set; } = null!;

    protected abstract Task<SmallLedger> Open(DateTimeOffset now);

    public async ValueTask InitializeAsync() => Ledger = await Open(SmallLedger.At("2026-11-20T12:00:00+01:00"));

    public virtual ValueTask DisposeAsync() => Ledger.DisposeAsync();

    /// <summary>October: a day over the change to winter time, a retry, a gap of days, an unassigned circuit.</summary>
    async Task Write()
    {
        await Ledger.Job("j1");
        await Ledger.Job("j2", "learning", "ben");
        await Ledger.Run("r1", "j1", "m1", "2026-10-05T10:00:00+02:00", "2026-10-05T12:00:00+02:00", outcome: null, state: "failed");
        await Ledger.Run("r2", "j1", "m1", "2026-10-05T13:00:00+02:00", "2026-10-05T16:00:00+02:00", retryOf: "r1");
        await Ledger.Run("r3", "j2", "m2", "2026-10-24T22:00:00+02:00", "2026-10-25T05:00:00+01:00");
        await Ledger.Energy("m1", "r1", "warmUp", "2026-10-05T10:00:00+02:00", "2026-10-05T10:10:00+02:00", 20);
        await Ledger.Energy("m1", "r1", "processing", "2026-10-05T10:10:00+02:00", "2026-10-05T12:00:00+02:00", 100);
        await Ledger.Energy("m1", "r2", "warmUp", "2026-10-05T13:00:00+02:00", "2026-10-05T13:10:00+02:00", 10);
        await Ledger.Energy("m1", "r2", "processing", "2026-10-05T13:10:00+02:00", "2026-10-05T16:00:00+02:00", 200);
        await Ledger.Energy("m2", "r3", "processing", "2026-10-24T22:00:00+02:00", "2026-10-25T05:00:00+01:00", 800, "modelled");
        await Ledger.Energy("m1", null, "standby", "2026-10-06T00:00:00+02:00", "2026-10-16T00:00:00+02:00", 480, "split");
        await Ledger.Energy(null, null, "standby", "2026-10-07T10:00:00+02:00", "2026-10-07T11:00:00+02:00", 50);
        await Ledger.Material("r1", "m1", "PP", 30, "2026-10-05T12:00:00+02:00");
        await Ledger.Material("r2", "m1", "PP", 100, "2026-10-05T16:00:00+02:00");
        await Ledger.Material("r3", "m2", "PLA", 70, "2026-10-25T05:00:00+01:00", basis: "typicalDensity");
        await Ledger.Material(null, "m1", "PP", -5, "2026-10-26T05:00:00+01:00", kind: "unexplained", basis: "weighed");
    }

    const string From = "2026-10-01T00:00:00+02:00", To = "2026-11-01T00:00:00+01:00";

    [Fact]
    public async Task Runs_overhead_and_unassigned_add_up_to_the_meter_in_every_grouping()
    {
        await Write();
        foreach (var by in Grouping.All)
        {
            var sheet = await Ledger.Sheet(ReportKind.Energy, From, To, by);
            Assert.Equal(1660, Number(sheet, "total", "wh"), 6);
            Assert.Equal(1660, Number(sheet, "total", "runWh") + Number(sheet, "total", "overheadWh") + Number(sheet, "total", "unassignedWh"), 6);
            Assert.Equal(1660, sheet.Main.Rows.Sum(row => sheet.Main.Cell(row, "wh").Number ?? 0), 6);
        }
    }

    [Fact]
    public async Task Stored_months_stored_days_and_the_open_day_give_what_the_ledger_gives()
    {
        await Write();
        await Ledger.Energy("m1", null, "standby", "2026-11-19T22:00:00+01:00", "2026-11-20T02:00:00+01:00", 40);
        await Ledger.Energy("m1", null, "standby", "2026-11-20T02:00:00+01:00", "2026-11-20T11:00:00+01:00", 90);
        Assert.Equal(1660 + 130, Number(await Ledger.Sheet(ReportKind.Energy, From, "2026-12-01T00:00:00+01:00"), "total", "wh"), 6);
        Assert.Equal(20, Number(await Ledger.Sheet(ReportKind.Energy, "2026-11-19T00:00:00+01:00", "2026-11-20T00:00:00+01:00"), "total", "wh"), 6);
        Assert.Equal(110, Number(await Ledger.Sheet(ReportKind.Energy, "2026-11-20T00:00:00+01:00", "2026-11-21T00:00:00+01:00"), "total", "wh"), 6);
        // The gap of ten days lies in both halves, by time.
        Assert.Equal(480 * 0.2, Number(await Ledger.Sheet(ReportKind.Energy, "2026-10-14T00:00:00+02:00", "2026-10-24T00:00:00+02:00"), "total", "overheadWh"), 6);
        // 2 of 8 hours before midnight; the night has an hour more.
        Assert.Equal(800 * 2 / 8.0, Number(await Ledger.Sheet(ReportKind.Energy, "2026-10-24T00:00:00+02:00", "2026-10-25T00:00:00+02:00"), "total", "wh"), 6);
    }

    [Fact]
    public async Task The_full_view_puts_overhead_on_the_runs_of_its_machine_and_adds_up_to_the_same()
    {
        await Write();
        await Ledger.Job("j3", "prototype", "cem");
        await Ledger.Run("r4", "j3", "m1", "2026-10-20T10:00:00+02:00", "2026-10-20T15:00:00+02:00");
        await Ledger.Energy("laser", null, "standby", "2026-10-07T00:00:00+02:00", "2026-10-08T00:00:00+02:00", 24);
        foreach (var by in Grouping.All.Where(by => by != "state"))
        {
            var sheet = await Ledger.Sheet(ReportKind.Energy, From, To, by, view: OverheadView.Full);
            Assert.Equal(1684, Number(sheet, "total", "wh"), 6);
            // The laser ran nothing: nobody can carry what it used.
            Assert.Equal((1130.0, 480.0, 24.0, 50.0), (Number(sheet, "total", "runWh"), Number(sheet, "total", "carriedWh"), Number(sheet, "total", "overheadWh"), Number(sheet, "total", "unassignedWh")));
        }
        // Five hours for repair and five for the prototype share what the machine used by itself.
        var byPurpose = await Ledger.Sheet(ReportKind.Energy, From, To, "purpose", view: OverheadView.Full);
        Assert.Equal((240, 240), (Number(byPurpose, "repair", "carriedWh"), Number(byPurpose, "prototype", "carriedWh")));
        Assert.Equal(330 + 240, Number(byPurpose, "repair", "whPerGoodPart"), 6);
        var (direct, full) = (await Ledger.Sheet(ReportKind.Footprint, From, To, "purpose"), await Ledger.Sheet(ReportKind.Footprint, From, To, "purpose", view: OverheadView.Full));
        Assert.Equal(Number(direct, "total", "wh"), Number(full, "total", "wh"), 6);
        Assert.Equal(Number(direct, "repair", "wh") + 240, Number(full, "repair", "wh"), 6);
        Assert.NotNull(await Ledger.Refused(new(ReportKind.Energy, SmallLedger.Officer, SmallLedger.At(From), SmallLedger.At(To), "state", View: OverheadView.Full)));
    }

    [Fact]
    public async Task A_day_of_25_hours_is_one_day()
    {
        await Ledger.Energy("m1", null, "standby", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", 250);
        Assert.Equal(250, Number(await Ledger.Sheet(ReportKind.Energy, "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"), "total", "wh"), 9);
        var idle = (await Ledger.Sheet(ReportKind.Energy, "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00")).Find("idle")!;
        Assert.Equal((25, 10), (idle.Cell(idle.Rows[0], "idleHours").Number!.Value, idle.Cell(idle.Rows[0], "idleWatts").Number!.Value));
        Assert.Equal(250 * 365, idle.Cell(idle.Rows[0], "savedWhPerYear").Number!.Value, 6);
    }

    [Fact]
    public async Task A_fact_that_comes_late_changes_the_day_that_it_is_about()
    {
        await Write();
        Assert.Equal(1660, Number(await Ledger.Sheet(ReportKind.Energy, From, To), "total", "wh"), 6);
        Ledger.Clock.To(SmallLedger.At("2026-11-21T12:00:00+01:00"));
        await Ledger.Energy("laser", null, "standby", "2026-10-09T01:00:00+02:00", "2026-10-09T02:00:00+02:00", 7);
        Assert.Equal(1667, Number(await Ledger.Sheet(ReportKind.Energy, From, To), "total", "wh"), 6);
    }

    [Fact]
    public async Task A_late_fact_is_summed_once_and_then_there_is_nothing_left_to_do()
    {
        await Write();
        await Ledger.Sums.CatchUp(Stop);
        await Ledger.Energy("laser", null, "standby", "2026-10-09T01:00:00+02:00", "2026-10-09T02:00:00+02:00", 7);
        Assert.True(await Ledger.Sums.Step(Stop));
        await Ledger.Sums.CatchUp(Stop);
        Assert.False(await Ledger.Sums.Step(Stop));
        Assert.Equal(1667, Number(await Ledger.Sheet(ReportKind.Energy, From, To), "total", "wh"), 6);
    }

    [Fact]
    public async Task Another_server_that_sums_a_day_again_is_seen_by_reports_that_remember_it()
    {
        await Write();
        Assert.Equal(1660, Number(await Ledger.Sheet(ReportKind.Energy, From, To), "total", "wh"), 6);
        Ledger.Clock.To(SmallLedger.At("2026-11-21T12:00:00+01:00"));
        await Ledger.Energy("laser", null, "standby", "2026-10-09T01:00:00+02:00", "2026-10-09T02:00:00+02:00", 7);
        using var other = Ledger.Another(150_000).Sums;
        await other.CatchUp(Stop);
        Assert.Equal(1667, Number(await Ledger.Sheet(ReportKind.Energy, From, To), "total", "wh"), 6);
    }

    [Fact]
    public async Task While_a_large_ledger_is_summed_a_report_says_how_far_it_is_and_the_newest_month_comes_first()
    {
        await Write();
        await Ledger.Energy("m1", null, "standby", "2026-09-01T00:00:00+02:00", "2026-09-01T01:00:00+02:00", 83);
        var (sums, desk) = Ledger.Another(1);
        using (sums)
        {
            ReportQuestion question = new(ReportKind.Energy, SmallLedger.Officer, SmallLedger.At(From), SmallLedger.At(To), Compare: false);
            var refusal = (await desk.Read(question, Stop)).Refusal!;
            Assert.Equal("summing", refusal.Code);
            Assert.Contains("1 of 80 days", refusal.Sentence, StringComparison.Ordinal);
            // 19 days of November and its end, 31 of October and its end; one of them the page did.
            for (var i = 0; i < 51; i++)
                Assert.True(await sums.Step(Stop));
            Assert.Equal(1660, Number((await desk.Read(question, Stop)).Value!, "total", "wh"), 6);
            Assert.Equal(new(50, 80), await sums.Progress(Stop));
            Assert.NotNull((await desk.Read(question with { Compare = true }, Stop)).Refusal);
            await sums.CatchUp(Stop);
            Assert.Null(await sums.Progress(Stop));
            Assert.Equal(83, (await desk.Read(question with { Compare = true }, Stop)).Value!.Main is var main ? main.Total!.Before[main.Place("wh")].Number : null);
        }
    }

    [Fact]
    public async Task The_open_day_grows_with_each_booking_and_counts_none_twice()
    {
        const string Today = "2026-11-20T00:00:00+01:00", Tomorrow = "2026-11-21T00:00:00+01:00";
        await Ledger.Job("j");
        await Ledger.Energy("m1", null, "standby", "2026-11-20T10:00:00+01:00", "2026-11-20T11:00:00+01:00", 10);
        Assert.Equal(10, Number(await Ledger.Sheet(ReportKind.Energy, Today, Tomorrow), "total", "wh"), 9);
        Ledger.Clock.To(SmallLedger.At("2026-11-20T12:01:00+01:00"));
        await Ledger.Energy("m1", null, "standby", "2026-11-20T11:00:00+01:00", "2026-11-20T12:00:00+01:00", 10);
        Assert.Equal(20, Number(await Ledger.Sheet(ReportKind.Energy, Today, Tomorrow), "total", "wh"), 9);
        Ledger.Clock.To(SmallLedger.At("2026-11-20T12:30:00+01:00"));
        await Ledger.Energy("m2", "r", "processing", "2026-11-20T09:00:00+01:00", "2026-11-20T09:30:00+01:00", 5);
        Assert.Equal(25, Number(await Ledger.Sheet(ReportKind.Energy, Today, Tomorrow), "total", "wh"), 9);
        await Ledger.Run("r", "j", "m2", "2026-11-20T09:00:00+01:00", "2026-11-20T09:30:00+01:00");
        Assert.Equal(5, Number(await Ledger.Sheet(ReportKind.Energy, Today, Tomorrow, "purpose"), "repair", "wh"), 9);
        Ledger.Clock.To(SmallLedger.At("2026-11-21T10:00:00+01:00"));
        Assert.Equal(25, Number(await Ledger.Sheet(ReportKind.Energy, Today, Tomorrow), "total", "wh"), 9);
    }

    [Fact]
    public async Task An_outcome_that_is_said_later_counts_on_the_day_the_run_ended()
    {
        await Ledger.Job("j");
        await Ledger.Run("r", "j", "m1", "2026-10-05T10:00:00+02:00", "2026-10-05T12:00:00+02:00", outcome: null);
        Assert.Equal(0, Number(await Ledger.Sheet(ReportKind.Material, From, To), "total", "goodParts"));
        Ledger.Clock.To(SmallLedger.At("2026-11-21T12:00:00+01:00"));
        await Ledger.Execute("update run set outcome = 'good', outcome_at_ms = @now where id = 'r'", new { now = Ledger.Clock.GetUtcNow().ToUnixTimeMilliseconds() });
        Assert.Equal(1, Number(await Ledger.Sheet(ReportKind.Material, From, To), "total", "goodParts"));
    }

    [Fact]
    public async Task Sums_that_were_forgotten_come_back_the_same()
    {
        await Write();
        var before = SheetJson.Write(await Ledger.Sheet(ReportKind.Footprint, From, To));
        await Ledger.Forget();
        Assert.Equal(before, SheetJson.Write(await Ledger.Sheet(ReportKind.Footprint, From, To)));
    }

    [Fact]
    public async Task Yield_counts_the_whole_chain_of_attempts_and_warm_up_its_cause()
    {
        await Write();
        var material = await Ledger.Sheet(ReportKind.Material, From, To, "purpose");
        Assert.Equal(0.5, Number(material, "repair", "yield"), 9);
        Assert.Equal((2, 120, 30, 130), (Number(material, "repair", "attemptsPerGood"), Number(material, "repair", "lostWh"), Number(material, "repair", "lostGrams"), Number(material, "repair", "gramsPerGoodPart")));
        Assert.Equal(-5, Number(material, "total", "unexplainedGrams"));
        var causes = (await Ledger.Sheet(ReportKind.Energy, From, To)).Find("warmUp")!;
        Assert.Equal([20, 10], causes.Rows.Select(row => causes.Cell(row, "warmUpWh").Number));
    }

    [Fact]
    public async Task The_period_before_stands_beside_and_months_are_compared_with_months()
    {
        await Write();
        await Ledger.Energy("m1", null, "standby", "2026-09-10T01:00:00+02:00", "2026-09-10T02:00:00+02:00", 83);
        var sheet = await Ledger.Sheet(ReportKind.Energy, From, To);
        Assert.Equal(new Period(new(2026, 9, 1), new(2026, 10, 1)), sheet.Before);
        Assert.Equal(83, sheet.Main.Total!.Before[sheet.Main.Place("wh")].Number);
        Assert.Null(sheet.Main.Rows.Single(row => row.Key == "m2").Before[sheet.Main.Place("wh")].Number);
    }

    [Fact]
    public async Task Electricity_uses_the_slot_where_it_is_known_and_says_what_stood_in_for_the_rest()
    {
        await Ledger.Supply();
        await Ledger.Energy("m1", null, "standby", "2026-10-05T10:00:00+02:00", "2026-10-05T12:00:00+02:00", 1000);
        await Ledger.Slot("DE", "2026-10-05T10:00:00+02:00", "2026-10-05T10:30:00+02:00", 100);
        await Ledger.Slot("DE", "2026-10-05T10:30:00+02:00", "2026-10-05T11:00:00+02:00", 300);
        var sheet = await Ledger.Sheet(ReportKind.Footprint, From, To);
        Assert.Equal(0.5, Number(sheet, "m1", "slotShare"), 9);
        // 500 Wh at 200 g, 500 Wh at Germany's newest yearly factor (2024), whose year is over.
        Assert.Equal(0.5 * 0.2 + 0.5 * 0.34206, Number(sheet, "m1", "electricityKg"), 0.003);
        var tiers = sheet.Find("tiers")!;
        Assert.Equal(["earlierYear", "slot"], tiers.Rows.Select(row => row.Key).Order());
        Assert.Contains(sheet.Factors, factor => factor.Key == "electricity:de:2024");
        Assert.True(Number(sheet, "m1", "electricityKgP5") < Number(sheet, "m1", "electricityKg"));
    }

    [Fact]
    public async Task A_signal_that_is_imported_later_changes_the_days_it_is_about()
    {
        await Ledger.Supply();
        await Ledger.Energy("m1", null, "standby", "2026-10-05T10:00:00+02:00", "2026-10-05T11:00:00+02:00", 1000);
        Assert.Equal(0, Number(await Ledger.Sheet(ReportKind.Footprint, From, To), "m1", "slotShare"));
        await Ledger.Slot("DE", "2026-10-05T10:00:00+02:00", "2026-10-05T11:00:00+02:00", 100);
        await Ledger.Stale("2026-10-05T10:00:00+02:00", "2026-10-05T11:00:00+02:00");
        Assert.Equal(0.1, Number(await Ledger.Sheet(ReportKind.Footprint, From, To), "m1", "electricityKg"), 0.001);
    }

    [Fact]
    public async Task The_roofs_power_is_shared_by_what_runs_at_the_time_and_is_not_grid_power_too()
    {
        await Ledger.Supply(contract: 50);
        await Ledger.Energy("m1", null, "standby", "2026-10-05T12:00:00+02:00", "2026-10-05T12:15:00+02:00", 300);
        await Ledger.Energy("m2", null, "standby", "2026-10-05T12:00:00+02:00", "2026-10-05T12:15:00+02:00", 100);
        await Ledger.Slot("DE", "2026-10-05T12:00:00+02:00", "2026-10-05T12:15:00+02:00", 400);
        await Ledger.Execute("insert into roof_slot (workshop_id, start_ms, end_ms, wh) values ('workshop', @start, @end, 200)",
            new { start = SmallLedger.At("2026-10-05T12:00:00+02:00").ToUnixTimeMilliseconds(), end = SmallLedger.At("2026-10-05T12:15:00+02:00").ToUnixTimeMilliseconds() });
        var sheet = await Ledger.Sheet(ReportKind.Footprint, From, To);
        Assert.Equal((150, 50), (Number(sheet, "m1", "roofWh"), Number(sheet, "m2", "roofWh")));
        Assert.Equal(0.15 * 0.4 + 0.15 * 0.041, Number(sheet, "m1", "electricityKg"), 0.002);
        Assert.Equal(0.15 * 0.05 + 0.15 * 0.041, Number(sheet, "m1", "marketKg"), 0.001);
    }

    [Fact]
    public async Task A_material_without_a_factor_is_listed_and_its_total_withheld()
    {
        await Write();
        var sheet = await Ledger.Sheet(ReportKind.Footprint, From, To);
        Assert.Equal(70, Number(sheet, "m2", "unknownGrams"));
        var total = sheet.Main.Cell(sheet.Main.Rows.Single(row => row.Key == "m2"), "kg");
        Assert.Null(total.Number);
        Assert.NotNull(total.Why);
        Assert.Equal("PLA", Assert.Single(sheet.Find("unknown")!.Rows).Key);
        Assert.Equal(0.13 * 2.578, Number(sheet, "m1", "materialKg"), 0.005);
        Assert.Null(sheet.Main.Cell(sheet.Main.Rows.Single(row => row.Key == "m1"), "marketKg").Number);
        Assert.Contains("contract", sheet.Main.Cell(sheet.Main.Rows.Single(row => row.Key == "m1"), "marketKg").Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workshop_that_named_no_grid_gets_the_world_and_is_told()
    {
        await Ledger.Energy("m1", null, "standby", "2026-10-05T10:00:00+02:00", "2026-10-05T11:00:00+02:00", 1000);
        var sheet = await Ledger.Sheet(ReportKind.Footprint, From, To);
        Assert.Equal("world", Assert.Single(sheet.Find("tiers")!.Rows).Key);
        Assert.Contains(sheet.Notes, note => note.Contains("world", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Few_people_are_not_shown_by_themselves()
    {
        for (var i = 0; i < 9; i++)
        {
            await Ledger.Job($"j{i}", i < 1 ? "learning" : "repair", $"person{i}");
            await Ledger.Run($"r{i}", $"j{i}", "m1", "2026-10-05T10:00:00+02:00", "2026-10-05T12:00:00+02:00");
            await Ledger.Energy("m1", $"r{i}", "processing", "2026-10-05T10:00:00+02:00", "2026-10-05T12:00:00+02:00", 10);
        }
        Assert.Equal(["learning", "repair"], Keys(await Ledger.Sheet(ReportKind.Energy, From, To, "purpose")));
        Assert.Equal(["fewPeople"], Keys(await Ledger.Sheet(ReportKind.Energy, From, To, "purpose", SmallLedger.Member("person3"))));
        Assert.Equal(["fewPeople"], Keys(await Ledger.Sheet(ReportKind.Energy, From, To, "purpose", forPublic: true)));
        var own = await Ledger.Sheet(ReportKind.Energy, From, To, "member", SmallLedger.Member("person3"));
        Assert.Equal(["others", "person3"], Keys(own));
        Assert.Equal((10, 80), (Number(own, "person3", "wh"), Number(own, "others", "wh")));
        Assert.NotNull(await Ledger.Refused(new(ReportKind.Energy, SmallLedger.Officer, GroupBy: "member", ForPublic: true)));
    }

    [Fact]
    public async Task Use_is_judged_by_how_energy_and_good_parts_moved_together()
    {
        for (var i = 0; i < 15; i++)
        {
            var (month, wh) = i < 5 ? ("09", 100) : ("10", 60);
            await Ledger.Job($"j{i}", displacement: i == 0 ? "boughtNew" : null);
            await Ledger.Run($"r{i}", $"j{i}", "m1", $"2026-{month}-05T10:00:00+02:00", $"2026-{month}-05T12:00:00+02:00");
            await Ledger.Energy("m1", $"r{i}", "processing", $"2026-{month}-05T10:00:00+02:00", $"2026-{month}-05T12:00:00+02:00", wh);
        }
        var sheet = await Ledger.Sheet(ReportKind.Use, From, To);
        // 500 Wh for 5 parts became 600 Wh for 10: a fifth more for twice as much.
        Assert.Equal(0.2, Number(sheet, "total", "elasticity"), 9);
        Assert.Equal("weakDecoupling", sheet.Main.Cell(sheet.Main.Total!, "tapio").Word);
        Assert.Equal(1 - ((500 - 600) / 200.0), Number(sheet, "total", "rebound"), 9);
        var answers = sheet.Find("displacement")!;
        Assert.Equal("notAnswered", Assert.Single(answers.Rows).Key);
        // The one answer is of the month before; beside the footprint it stands, and is not taken off it.
        var footprint = await Ledger.Sheet(ReportKind.Footprint, "2026-09-01T00:00:00+02:00", From);
        Assert.Equal(["notAnswered", "boughtNew"], footprint.Find("displacement")!.Rows.Select(row => row.Key));
        Assert.Equal(Number(footprint, "total", "electricityKg"), Number(footprint, "total", "kg"), 9);
        Assert.Contains(footprint.Notes, note => note.Contains("not taken off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Drawing_with_a_seed_is_reproducible_and_close_to_the_closed_form()
    {
        await Write();
        var drawn = await Ledger.Sheet(ReportKind.Footprint, From, To, seed: 5);
        Assert.Equal(SheetJson.Write(drawn), SheetJson.Write(await Ledger.Sheet(ReportKind.Footprint, From, To, seed: 5)));
        Assert.Equal(1, Number(drawn, "total", "electricityKg") / Number(await Ledger.Sheet(ReportKind.Footprint, From, To), "total", "electricityKg"), 0.05);
    }

    [Fact]
    public async Task A_grouping_or_period_that_cannot_be_is_refused_with_a_sentence()
    {
        Assert.Contains("machine", (await Ledger.Refused(new(ReportKind.Energy, SmallLedger.Officer, GroupBy: "colour")))!.Sentence, StringComparison.Ordinal);
        Assert.NotNull(await Ledger.Refused(new(ReportKind.Energy, SmallLedger.Officer, SmallLedger.At(To), SmallLedger.At(From))));
    }

    protected static double Number(ReportSheet sheet, string row, string column)
    {
        var found = row == "total" ? sheet.Main.Total! : sheet.Main.Rows.Single(one => one.Key == row);
        var cell = sheet.Main.Cell(found, column);
        Assert.True(cell.Number is not null, $"{row} has no {column}: {cell.Why}");
        return cell.Number!.Value;
    }

    static IEnumerable<string> Keys(ReportSheet sheet) => sheet.Main.Rows.Select(row => row.Key).Order();
}
