using System.Text;
using Fleet.Core.Footprint.Exchange;
using Fleet.Silo.Desk;
using Fleet.Silo.Reports.Sheets;
using Fleet.Silo.Reports.Sums;
using Fleet.Silo.Storage;

namespace Fleet.Tests.Reports;

/// <summary>Two workshops on one server: each piece of energy is judged by the electricity of the one in which it was used.</summary>
public abstract class WorkshopsConformance : IAsyncLifetime
{
    const string From = "2026-10-01T00:00:00+02:00", To = "2026-11-01T00:00:00+01:00";
    const string Noon = "2026-10-05T12:00:00+02:00", Quarter = "2026-10-05T12:15:00+02:00", One = "2026-10-05T13:00:00+02:00";

    /// <summary>Ember's yearly factors that stand in for 2026, kg/kWh.</summary>
    const double Germany = 0.34206;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    SmallLedger _ledger = null!;
    Desks _desks = null!;

    protected abstract Task<SmallLedger> Open(DateTimeOffset now);

    public async ValueTask InitializeAsync()
    {
        _ledger = await Open(SmallLedger.At("2026-11-20T12:00:00+01:00"));
        _desks = new(_ledger);
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    /// <summary>The annexe has one machine, m9; the Hobelwerk keeps its three.</summary>
    async Task Annexe()
    {
        await _ledger.Execute("insert into workshop (id, name, time_zone, created_at_ms) values ('annexe', 'Annexe', 'Europe/Warsaw', 1)", new { });
        await _ledger.Execute(
            "insert into machine (id, workshop_id, name, profile_id, kind, machine_group, link_address, state, version, created_at_ms) values ('m9', 'annexe', 'Machine m9', 'p', 'fff', 'Printers', '', 'ready', 1, 1)", new { });
    }

    Task<ReportSheet> Footprint(string by = "machine", OverheadView view = OverheadView.Direct) => _ledger.Sheet(ReportKind.Footprint, From, To, by, view: view);

    static double Number(ReportSheet sheet, string row, string column) =>
        sheet.Main.Cell(row == "total" ? sheet.Main.Total! : sheet.Main.Rows.Single(one => one.Key == row), column).Number ?? double.NaN;

    [Fact]
    public async Task The_same_energy_in_two_zones_emits_what_each_zone_does()
    {
        await Annexe();
        await _ledger.Supply();
        await _ledger.Supply("PL", workshop: "annexe");
        await _ledger.Energy("m1", null, "standby", Noon, One, 1000);
        await _ledger.Energy("m9", null, "standby", Noon, One, 1000);
        var sheet = await Footprint();
        var (here, there) = (Number(sheet, "m1", "electricityKg"), Number(sheet, "m9", "electricityKg"));
        Assert.Equal(Germany, here, 0.005);
        Assert.InRange(there, 0.5, 0.8);
        Assert.Equal(here + there, Number(sheet, "total", "electricityKg"), 0.02);
        Assert.Equal(["DE", "PL"], sheet.Factors.Where(factor => factor.Use == "electricity").Select(factor => factor.Region).Order());
        Assert.DoesNotContain(sheet.Notes, note => note.Contains("stands in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_machine_used_before_it_was_carried_away_stays_where_it_was_used()
    {
        await Annexe();
        await _ledger.Supply();
        await _ledger.Supply("PL", workshop: "annexe");
        await _ledger.Execute("insert into machine_stay (machine_id, from_ms, workshop_id) values ('m9', 0, 'workshop'), ('m9', @carried, 'annexe')", new { carried = SmallLedger.At(One).ToUnixTimeMilliseconds() });
        await _ledger.Energy("m9", null, "standby", Noon, One, 1000);
        await _ledger.Energy("m9", null, "standby", One, "2026-10-05T14:00:00+02:00", 1000);
        await _ledger.Slot("DE", Noon, "2026-10-05T14:00:00+02:00", 100);
        await _ledger.Slot("PL", Noon, "2026-10-05T14:00:00+02:00", 900);
        Assert.Equal(1.0, Number(await Footprint(), "total", "electricityKg"), 0.005);
        var sheet = await Footprint("workshop");
        Assert.Equal(0.1, Number(sheet, "workshop", "electricityKg"), 0.005);
        Assert.Equal(0.9, Number(sheet, "annexe", "electricityKg"), 0.005);
    }

    [Fact]
    public async Task Slots_of_the_carbon_signal_count_in_their_own_zone_only()
    {
        await Annexe();
        await _ledger.Supply();
        await _ledger.Supply("PL", workshop: "annexe");
        await _ledger.Energy("m1", null, "standby", Noon, One, 1000);
        await _ledger.Energy("m9", null, "standby", Noon, One, 1000);
        await _ledger.Slot("DE", Noon, One, 100);
        await _ledger.Slot("PL", Noon, One, 900);
        var sheet = await Footprint();
        Assert.Equal(0.1, Number(sheet, "m1", "electricityKg"), 0.001);
        Assert.Equal(0.9, Number(sheet, "m9", "electricityKg"), 0.005);
        Assert.Equal(1, Number(sheet, "total", "slotShare"), 9);
    }

    [Theory]
    [InlineData("machine")]
    [InlineData("class")]
    [InlineData("room")]
    [InlineData("purpose")]
    [InlineData("material")]
    [InlineData("member")]
    [InlineData("state")]
    [InlineData("workshop")]
    public async Task Every_grouping_keeps_the_workshops_apart_and_gives_the_same_whole(string by)
    {
        await TwoRunsOfOneKind();
        foreach (var view in by == "state" ? [OverheadView.Direct] : new[] { OverheadView.Direct, OverheadView.Full })
        {
            var sheet = await Footprint(by, view);
            Assert.Equal(3500, Number(sheet, "total", "wh"), 6);
            // 1000 Wh of runs in each, 1000 Wh of overhead here, 500 Wh there.
            Assert.Equal(2 * 0.1 + 1.5 * 0.9, Number(sheet, "total", "electricityKg"), 0.02);
            Assert.Equal(2 * 0.02 + 1.5 * 0.7, Number(sheet, "total", "marketKg"), 0.05);
        }
    }

    /// <summary>One purpose, member and material in both workshops.</summary>
    async Task TwoRunsOfOneKind()
    {
        await Annexe();
        await _ledger.Supply(contract: 20);
        await _ledger.Supply("PL", contract: 700, workshop: "annexe");
        await _ledger.Slot("DE", Noon, One, 100);
        await _ledger.Slot("PL", Noon, One, 900);
        foreach (var (job, machine, idleWh) in new[] { ("j1", "m1", 1000), ("j9", "m9", 500) })
        {
            await _ledger.Job(job);
            await _ledger.Run(job, job, machine, Noon, One);
            await _ledger.Energy(machine, job, "processing", Noon, One, 1000);
            await _ledger.Energy(machine, null, "standby", Noon, One, idleWh);
            await _ledger.Material(job, machine, "PP", 10, One);
        }
    }

    [Fact]
    public async Task A_group_with_energy_of_both_workshops_is_the_sum_of_the_two()
    {
        await TwoRunsOfOneKind();
        var sheet = await Footprint("purpose");
        Assert.Equal(2000, Number(sheet, "repair", "wh"), 6);
        Assert.Equal(1.0, Number(sheet, "repair", "electricityKg"), 0.02);
        Assert.Equal(0.72, Number(sheet, "repair", "marketKg"), 0.05);
        Assert.Equal(1000 + 500, Number(sheet, "overhead", "wh"), 6);
        var full = await Footprint("purpose", OverheadView.Full);
        Assert.Equal(3500, Number(full, "repair", "wh"), 6);
        Assert.Equal(2 * 0.1 + 1.5 * 0.9, Number(full, "repair", "electricityKg"), 0.02);
    }

    [Fact]
    public async Task A_report_by_workshop_shows_each_with_its_runs_and_names_both_in_its_title()
    {
        await TwoRunsOfOneKind();
        var sheet = await Footprint("workshop");
        Assert.Equal(["Annexe", "Hobelwerk"], sheet.Main.Rows.Select(row => row.Name));
        Assert.Equal((2000, 1500), (Number(sheet, "workshop", "wh"), Number(sheet, "annexe", "wh")));
        Assert.Equal((1, 1), (Number(sheet, "workshop", "goodParts"), Number(sheet, "annexe", "goodParts")));
        Assert.Equal("Hobelwerk, Annexe", sheet.Workshop);
    }

    [Fact]
    public async Task The_open_day_is_judged_as_the_days_that_are_over()
    {
        await Annexe();
        await _ledger.Supply();
        await _ledger.Supply("PL", workshop: "annexe");
        await _ledger.Slot("DE", "2026-11-20T08:00:00+01:00", "2026-11-20T12:00:00+01:00", 100);
        await _ledger.Slot("PL", "2026-11-20T08:00:00+01:00", "2026-11-20T12:00:00+01:00", 900);
        Task<ReportSheet> November() => _ledger.Sheet(ReportKind.Footprint, "2026-11-01T00:00:00+01:00", "2026-12-01T00:00:00+01:00");
        async Task<double> Kg() => Number(await November(), "total", "electricityKg");
        await _ledger.Energy("m1", null, "standby", "2026-11-20T08:00:00+01:00", "2026-11-20T09:00:00+01:00", 1000);
        Assert.Equal(0.1, await Kg(), 0.002);
        await _ledger.Energy("m9", null, "standby", "2026-11-20T08:00:00+01:00", "2026-11-20T09:00:00+01:00", 1000);
        Assert.Equal(1.0, await Kg(), 0.01);
        await _ledger.Energy("m9", null, "standby", "2026-11-20T09:00:00+01:00", "2026-11-20T10:00:00+01:00", 1000);
        Assert.Equal(1.9, await Kg(), 0.02);
        // The roof of one makes the day be read as a whole.
        await Roof("annexe", "2026-11-20T09:00:00+01:00", "2026-11-20T10:00:00+01:00", 1000);
        var sheet = await November();
        Assert.Equal(1000, Number(sheet, "m9", "roofWh"), 6);
        Assert.Equal(double.NaN, Number(sheet, "m1", "roofWh"));
    }

    Task Roof(string workshop, string from, string to, double wh) => _ledger.Execute("insert into roof_slot (workshop_id, start_ms, end_ms, wh) values (@workshop, @start, @end, @wh)",
        new { workshop, start = SmallLedger.At(from).ToUnixTimeMilliseconds(), end = SmallLedger.At(to).ToUnixTimeMilliseconds(), wh });

    [Fact]
    public async Task The_roof_of_one_workshop_does_not_feed_the_other()
    {
        await Annexe();
        await _ledger.Supply();
        await _ledger.Energy("m1", null, "standby", Noon, Quarter, 300);
        await _ledger.Energy("m2", null, "standby", Noon, Quarter, 100);
        await _ledger.Energy("m9", null, "standby", Noon, Quarter, 400);
        await Roof("workshop", Noon, Quarter, 200);
        var sheet = await Footprint();
        // The annexe has no supply of its own and takes the grid of the other, never its roof.
        Assert.Equal((150, 50, double.NaN), (Number(sheet, "m1", "roofWh"), Number(sheet, "m2", "roofWh"), Number(sheet, "m9", "roofWh")));
        Assert.Equal(0.4 * Germany, Number(sheet, "m9", "electricityKg"), 0.003);
        Assert.Contains(sheet.Notes, note => note.Contains("Annexe", StringComparison.Ordinal) && note.Contains("that of Hobelwerk stands in", StringComparison.Ordinal));

        await Roof("annexe", Noon, Quarter, 1000);
        await _ledger.Stale(Noon, Quarter);
        sheet = await Footprint();
        Assert.Equal((150, 50, 400), (Number(sheet, "m1", "roofWh"), Number(sheet, "m2", "roofWh"), Number(sheet, "m9", "roofWh")));
    }

    [Fact]
    public async Task Energy_on_no_machine_belongs_to_the_workshop_of_its_peripheral_or_meter_and_else_to_the_first()
    {
        await Annexe();
        await _ledger.Execute("insert into peripheral (id, workshop_id, name, kind, running_w, relative_uncertainty, runs_while, created_at_ms) values ('peripheral-dust', 'annexe', 'Dust', 'extraction', 100, 0.3, 'processing', 1)", new { });
        foreach (var meter in new[] { "circuit", "shared" })
            await _ledger.Execute("insert into meter (id, name, kind, address, period_s, version) values (@meter, @meter, 'shelly', @meter, 60, 1)", new { meter });
        foreach (var (meter, machine) in new[] { ("circuit", "m9"), ("shared", "m9"), ("shared", "m1") })
            await _ledger.Execute("insert into meter_binding (meter_id, machine_id, from_ms) values (@meter, @machine, 0)", new { meter, machine });
        await _ledger.Energy("peripheral-dust", null, "standby", Noon, One, 1);
        await _ledger.Energy(null, null, "standby", Noon, One, 10, meter: "circuit");
        await _ledger.Energy(null, null, "standby", Noon, One, 100, meter: "shared");
        await _ledger.Energy(null, null, "standby", Noon, One, 1000);
        var sheet = await _ledger.Sheet(ReportKind.Energy, From, To, "workshop");
        Assert.Equal((11, 1100), (Number(sheet, "annexe", "wh"), Number(sheet, "workshop", "wh")));
        Assert.Equal((10, 1100), (Number(sheet, "annexe", "unassignedWh"), Number(sheet, "workshop", "unassignedWh")));
    }

    [Fact]
    public async Task A_second_workshop_changes_no_figure_and_no_stored_sum_of_the_first()
    {
        await _ledger.Supply(contract: 20);
        await _ledger.Job("j1");
        await _ledger.Run("j1", "j1", "m1", Noon, One);
        await _ledger.Energy("m1", "j1", "processing", Noon, One, 1000);
        await _ledger.Energy("m2", null, "standby", Noon, One, 100, "modelled");
        await _ledger.Energy(null, null, "standby", Noon, One, 10);
        await _ledger.Slot("DE", Noon, Quarter, 100);
        await Roof("workshop", Noon, Quarter, 50);
        async Task<(List<string> Cells, IReadOnlyList<string> Keys)> Told()
        {
            var cells = new List<string>();
            foreach (var by in Grouping.All)
                cells.AddRange((await Footprint(by)).Main.Rows.Select(row => $"{by} {row.Key}: {string.Join(' ', row.Cells.Select(cell => cell.Number))}"));
            return (cells, await _ledger.Database.List<string>("select dimension || ' ' || key || ' ' || cast(slot_wh as text) || ' ' || cast(roof_wh as text) from energy_sum where span = 'day' order by 1", null, Stop));
        }
        var alone = await Told();
        await Annexe();
        await _ledger.Supply("PL", contract: 700, workshop: "annexe");
        await Roof("annexe", Noon, Quarter, 5000);
        await _ledger.Forget();
        Assert.Equal(alone.Cells, (await Told()).Cells);
        Assert.Equal(alone.Keys, (await Told()).Keys);
        Assert.All(alone.Keys, key => Assert.DoesNotContain('\u001f', key));
    }

    [Fact]
    public async Task A_supply_is_set_listed_and_counted_for_its_own_workshop()
    {
        await Annexe();
        await _ledger.Energy("m1", null, "standby", Noon, One, 1000);
        await _ledger.Energy("m9", null, "standby", Noon, One, 1000);
        Assert.Null((await _desks.Carbon.Supply(new("DE"), Desks.Officer)).Refusal);
        Assert.Equal(Germany, Number(await Footprint(), "m9", "electricityKg"), 0.005);
        Assert.Empty((await _desks.Carbon.Supplies("annexe")).Value!);
        Assert.Null((await _desks.Carbon.Supply(new("PL", Workshop: "annexe"), Desks.Officer)).Refusal);
        var sheet = await Footprint();
        Assert.Equal(Germany, Number(sheet, "m1", "electricityKg"), 0.005);
        Assert.InRange(Number(sheet, "m9", "electricityKg"), 0.5, 0.8);
        Assert.Equal(["DE"], (await _desks.Carbon.Supplies()).Value!.Select(supply => supply.Zone));
        Assert.Equal(["PL"], (await _desks.Carbon.Supplies("annexe")).Value!.Select(supply => supply.Zone));
    }

    [Fact]
    public async Task A_roof_is_imported_for_one_workshop_and_replaces_none_of_the_others()
    {
        await Annexe();
        var rows = "start_utc,end_utc,wh\n2026-10-05T10:00:00Z,2026-10-05T10:15:00Z,250\n"u8.ToArray();
        Assert.Equal(1, (await _desks.Carbon.Roof(rows, Desks.Officer)).Value);
        Assert.Equal(1, (await _desks.Carbon.Roof(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(rows).Replace("250", "90", StringComparison.Ordinal)), Desks.Officer, "annexe")).Value);
        var supplies = new SupplyOverTime(_ledger.Database);
        var (start, end) = (SmallLedger.At(Noon).ToUnixTimeMilliseconds(), SmallLedger.At(One).ToUnixTimeMilliseconds());
        Assert.Equal(250, Assert.Single(await supplies.Roof(null, start, end, Stop)).Wh);
        Assert.Equal(90, Assert.Single(await supplies.Roof("annexe", start, end, Stop)).Wh);
    }

    [Fact]
    public async Task An_unknown_workshop_is_refused_with_those_that_are_known()
    {
        await Annexe();
        foreach (var refusal in new[]
        {
            (await _desks.Carbon.Supply(new("DE", Workshop: "attic"), Desks.Officer)).Refusal!,
            (await _desks.Carbon.Supplies("attic")).Refusal!,
            (await _desks.Carbon.Roof("start_utc,end_utc,wh\n2026-10-05T08:00:00Z,2026-10-05T08:15:00Z,250\n"u8.ToArray(), Desks.Officer, "attic")).Refusal!,
        })
        {
            Assert.Equal((RefusalKind.Invalid, "workshop"), (refusal.Kind, refusal.Code));
            Assert.Equal("'attic' is no workshop. Known are workshop (Hobelwerk), annexe (Annexe).", refusal.Sentence);
        }
        Assert.Equal(0, await _ledger.Database.Find<long>("select count(*) from supply", null, Stop));
        Assert.Equal(0, await _ledger.Database.Find<long>("select count(*) from roof_slot", null, Stop));
    }

    [Fact]
    public async Task A_passport_names_the_workshop_in_which_the_part_was_made_and_its_grid()
    {
        await TwoRunsOfOneKind();
        var (here, there) = ((await _desks.Passports.Issue("j1", Desks.Anna)).Value!, (await _desks.Passports.Issue("j9", Desks.Anna)).Value!);
        Assert.Equal(("Hobelwerk", "Annexe"), (here.Workshop, there.Workshop));
        Assert.Equal(0.1, here.ElectricityKg!.Value, 0.002);
        Assert.Equal(0.9, there.ElectricityKg!.Value, 0.02);
        var (pactHere, pactThere) = ((await _desks.Passports.Pact(here.Code)).Value!, (await _desks.Passports.Pact(there.Code)).Value!);
        Assert.Contains("urn:fleet:workshop:workshop", Encoding.UTF8.GetString(pactHere), StringComparison.Ordinal);
        Assert.Contains("urn:fleet:workshop:annexe", Encoding.UTF8.GetString(pactThere), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inventory_names_the_grid_of_each_flow_and_a_country_only_where_all_share_it()
    {
        await TwoRunsOfOneKind();
        var question = new ReportQuestion(ReportKind.Energy, Desks.Officer, SmallLedger.At(From), SmallLedger.At(To), "material");
        var inventory = (await _desks.Inventories.Read(question, Stop)).Value!;
        double Kwh(string zone) => inventory.Processes.SelectMany(process => process.Inputs).Where(flow => flow.Kind == FlowKind.Electricity && flow.Name.EndsWith($", {zone}", StringComparison.Ordinal)).Sum(flow => flow.Amount);
        Assert.Equal((2.0, 1.5), (Math.Round(Kwh("DE"), 9), Math.Round(Kwh("PL"), 9)));
        Assert.Equal(("", "Hobelwerk, Annexe"), (inventory.Country, inventory.Workshop));
        Assert.Null((await _desks.Carbon.Supply(new("DE-LU", Workshop: "annexe"), Desks.Officer)).Refusal);
        Assert.Equal("DE", (await _desks.Inventories.Read(question, Stop)).Value!.Country);
    }
}
