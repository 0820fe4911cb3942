using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Fleet.Core.Footprint.Exchange;
using Fleet.Silo.Desk;
using Fleet.Silo.Reports.Export;
using Fleet.Silo.Reports.Passports;
using Fleet.Silo.Reports.Sheets;
using Fleet.Web.Api;

namespace Fleet.Tests.Reports;

/// <summary>What people bring to the reports and take from them, the same on every engine.</summary>
public abstract class DeskConformance : IAsyncLifetime
{
    const string From = "2026-10-01T00:00:00+02:00", To = "2026-11-01T00:00:00+01:00";
    const string PlaTable = "kind,name,unit,gwp_kgco2e,gwp_fossil,gwp_biogenic,year,basis,source,pedigree\nmaterial,PLA,kg,1.8,2.8,-1.0,2024,A1-A3,maker's declaration 17,(2;2;1;2;1)\n";

    SmallLedger _ledger = null!;
    Desks _desks = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<SmallLedger> Open(DateTimeOffset now);

    public async ValueTask InitializeAsync()
    {
        _ledger = await Open(SmallLedger.At("2026-11-20T12:00:00+01:00"));
        _desks = new(_ledger);
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    async Task APartOfTwoAttempts(string material = "PLA")
    {
        await _ledger.Supply();
        await _ledger.Execute("insert into account (id, name, normalized_name, security_stamp, role, created_at_ms, version) values ('anna', 'Anna', 'ANNA', '', 'member', 1, 1)", new { });
        await _ledger.Job("j1");
        await _ledger.Run("r1", "j1", "m1", "2026-10-05T10:00:00+02:00", "2026-10-05T11:00:00+02:00", outcome: null, state: "failed");
        await _ledger.Run("r2", "j1", "m1", "2026-10-05T23:30:00+02:00", "2026-10-06T00:30:00+02:00", retryOf: "r1");
        await _ledger.Energy("m1", "r1", "processing", "2026-10-05T10:00:00+02:00", "2026-10-05T11:00:00+02:00", 100);
        await _ledger.Energy("m1", "r2", "processing", "2026-10-05T23:30:00+02:00", "2026-10-06T00:30:00+02:00", 200);
        await _ledger.Energy("m2", null, "standby", "2026-10-05T23:30:00+02:00", "2026-10-06T00:30:00+02:00", 999);
        await _ledger.Material("r1", "m1", material, 10, "2026-10-05T11:00:00+02:00");
        await _ledger.Material("r2", "m1", material, 40, "2026-10-06T00:30:00+02:00");
    }

    [Fact]
    public async Task A_factor_that_a_workshop_brings_ends_the_unknown_and_a_newer_version_takes_over()
    {
        await APartOfTwoAttempts();
        Assert.Null((await _ledger.Sheet(ReportKind.Footprint, From, To)).Main.Total!.Cells[^2].Number);
        var set = await _desks.Factors.Import("PLA of the maker", "1", "table", "", Encoding.UTF8.GetBytes(PlaTable), Desks.Officer);
        Assert.Null(set.Refusal);
        var sheet = await _ledger.Sheet(ReportKind.Footprint, From, To);
        Assert.Equal(0.05 * 1.8, sheet.Main.Cell(sheet.Main.Total!, "materialKg").Number!.Value, 0.005);
        Assert.Contains(sheet.Factors, factor => factor is { Source: "maker's declaration 17", Version: "1" });

        _ledger.Clock.To(SmallLedger.At("2026-11-21T12:00:00+01:00"));
        Assert.Equal(RefusalKind.Conflict, (await _desks.Factors.Import("again", "1", "table", "", Encoding.UTF8.GetBytes(PlaTable), Desks.Officer)).Refusal!.Kind);
        Assert.Null((await _desks.Factors.Import("PLA of the maker", "2", "table", "", Encoding.UTF8.GetBytes(PlaTable.Replace("1.8,2.8", "1.9,2.9", StringComparison.Ordinal)), Desks.Officer)).Refusal);
        Assert.Equal(0.05 * 1.9, (await _ledger.Sheet(ReportKind.Footprint, From, To)) is { } later ? later.Main.Cell(later.Main.Total!, "materialKg").Number!.Value : 0, 0.005);
        Assert.Equal(["2", "1"], (await _desks.Factors.Sets()).Where(one => one.Name == "PLA of the maker").Select(one => one.Version));
    }

    [Fact]
    public async Task A_bad_table_is_refused_as_a_whole_with_its_row_and_a_member_may_not_import()
    {
        var refusal = (await _desks.Factors.Import("bad", null, "table", "", Encoding.UTF8.GetBytes(PlaTable + "material,ABS,kg,\"4,4\",,,2024,A1-A3,EPD,\n"), Desks.Officer)).Refusal!;
        Assert.Contains("Row 3", refusal.Sentence, StringComparison.Ordinal);
        Assert.Contains("Nothing was imported", refusal.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(await _desks.Factors.Sets(), set => set.Name == "bad");
        Assert.Equal(RefusalKind.Forbidden, (await _desks.Factors.Import("PLA", null, "table", "", Encoding.UTF8.GetBytes(PlaTable), Desks.Anna)).Refusal!.Kind);
    }

    [Fact]
    public async Task A_person_may_say_which_factor_stands_for_a_material()
    {
        await APartOfTwoAttempts("rPLA mystery");
        Assert.NotNull(await _desks.Factors.Choose("rPLA mystery", "uk-2025-materials", "material:nothing", Desks.Officer));
        Assert.Null(await _desks.Factors.Choose("rPLA mystery", "uk-2025-materials", "material:pet", Desks.Officer));
        await _ledger.Sheet(ReportKind.Footprint, From, To);
        Assert.Contains(await _desks.Factors.Materials(), material => material is { Material: "rPLA mystery", Key: "material:pet", Chosen: true });
        Assert.Null(await _desks.Factors.Choose("rPLA mystery", null, null, Desks.Officer));
        Assert.Contains(await _desks.Factors.Materials(), material => material is { Material: "rPLA mystery", Key: null });
    }

    [Fact]
    public async Task Two_sources_for_one_time_are_refused_and_removing_the_first_makes_room()
    {
        static byte[] File(int g, string source) => Encoding.UTF8.GetBytes($"start_utc,end_utc,zone,g_per_kwh,signal_type,source\n2026-10-05T08:00:00Z,2026-10-05T09:00:00Z,DE,{g},averageProduction,{source}\n");
        await _ledger.Supply();
        await _ledger.Energy("m1", null, "standby", "2026-10-05T10:00:00+02:00", "2026-10-05T11:00:00+02:00", 1000);
        Assert.Null((await _desks.Carbon.Import("csv", null, null, null, File(100, "one"), Desks.Officer)).Refusal);
        Assert.Equal(0.1, Kg(await _ledger.Sheet(ReportKind.Footprint, From, To)), 0.001);
        var refusal = (await _desks.Carbon.Import("csv", null, null, null, File(500, "two"), Desks.Officer)).Refusal!;
        Assert.Contains("Row 2", refusal.Sentence, StringComparison.Ordinal);
        Assert.Contains("one", refusal.Sentence, StringComparison.Ordinal);
        Assert.Null(await _desks.Carbon.Remove((await _desks.Carbon.Series())[0].Id, Desks.Officer));
        Assert.Null((await _desks.Carbon.Import("csv", null, null, null, File(500, "two"), Desks.Officer)).Refusal);
        Assert.Equal(0.5, Kg(await _ledger.Sheet(ReportKind.Footprint, From, To)), 0.005);

        static double Kg(ReportSheet sheet) => sheet.Main.Cell(sheet.Main.Total!, "electricityKg").Number!.Value;
    }

    [Fact]
    public async Task Generation_per_type_is_turned_into_a_signal_with_the_factors_at_hand()
    {
        var series = (await _desks.Carbon.Import("generation", "DE", null, null, Encoding.UTF8.GetBytes("MTU (UTC),B05,B19\n05.10.2026 08:00 - 05.10.2026 08:15,100,300\n"), Desks.Officer)).Value!;
        Assert.Contains("ipcc-2014-generation", Assert.Single(series).Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_marginal_signal_and_a_contract_without_a_source_are_refused_for_inventories()
    {
        Assert.Equal("signal", (await _desks.Carbon.Supply(new("DE", "marginal"), Desks.Officer)).Refusal!.Code);
        Assert.Equal("contractSource", (await _desks.Carbon.Supply(new("DE", null, "Green", 20), Desks.Officer)).Refusal!.Code);
        Assert.Equal("zone", (await _desks.Carbon.Supply(new("Germany!"), Desks.Officer)).Refusal!.Code);
        Assert.Null((await _desks.Carbon.Supply(new("DE-LU", null, "Green", 20, "bill"), Desks.Officer)).Refusal);
    }

    [Fact]
    public async Task The_roofs_table_is_refused_with_its_row_when_it_cannot_be()
    {
        async Task<string> Refused(string rows) => (await _desks.Carbon.Roof(Encoding.UTF8.GetBytes("start_utc,end_utc,wh\n" + rows), Desks.Officer)).Refusal!.Sentence;
        Assert.Contains("Row 2", await Refused("2026-10-05T08:00:00Z,2026-10-05T08:15:00Z,-5\n"), StringComparison.Ordinal);
        Assert.Contains("overlap", await Refused("2026-10-05T08:00:00Z,2026-10-05T08:30:00Z,5\n2026-10-05T08:15:00Z,2026-10-05T08:45:00Z,5\n"), StringComparison.Ordinal);
        Assert.Equal(1, (await _desks.Carbon.Roof("start_utc,end_utc,wh\n2026-10-05T08:00:00Z,2026-10-05T08:15:00Z,250\n"u8.ToArray(), Desks.Officer)).Value);
    }

    [Fact]
    public async Task A_published_report_gives_the_same_bytes_whatever_comes_later_and_counts_it()
    {
        await APartOfTwoAttempts("PP");
        var question = new ReportQuestion(ReportKind.Footprint, Desks.Officer, SmallLedger.At(From), SmallLedger.At(To), "machine");
        var report = (await _desks.Published.Publish(question, "October", Cancellation)).Value!;
        var before = new Dictionary<string, byte[]>();
        foreach (var file in await _desks.Published.Files(report.Id))
            before[file.Name] = (await _desks.Published.File(report.Id, file.Name))!.Value.Bytes;
        Assert.Equal(["openlca.zip", "report.csv", "report.json", "report.pdf", "report.xlsx", "tables.zip"], before.Keys.Order(StringComparer.Ordinal));
        Assert.True((await _desks.Published.Corrections(report.Id))!.IsEmpty);

        _ledger.Clock.To(SmallLedger.At("2026-12-20T12:00:00+01:00"));
        await _ledger.Energy("m1", null, "standby", "2026-10-07T10:00:00+02:00", "2026-10-07T11:00:00+02:00", 77);
        await _ledger.Execute("update machine set name = 'Renamed' where id = 'm1'", new { });
        await _desks.Factors.Import("PLA", null, "table", "", Encoding.UTF8.GetBytes(PlaTable), Desks.Officer);
        foreach (var (name, bytes) in before)
            Assert.Equal(bytes, (await _desks.Published.File(report.Id, name))!.Value.Bytes);
        var corrections = (await _desks.Published.Corrections(report.Id))!;
        Assert.Equal((1L, 77.0, "PLA"), (corrections.EnergyBookings, corrections.EnergyWh, Assert.Single(corrections.NewFactorSets)));
        // With its seed the same ledger would give the same figures again.
        Assert.Equal(report.Seed, JsonDocument.Parse(before["report.json"]).RootElement.GetProperty("seed").GetInt64());
    }

    [Fact]
    public async Task Only_what_is_over_is_published_and_only_by_officers()
    {
        Assert.Equal("notOver", (await _desks.Published.Publish(new(ReportKind.Energy, Desks.Officer), "November", Cancellation)).Refusal!.Code);
        Assert.Equal(RefusalKind.Forbidden, (await _desks.Published.Publish(new(ReportKind.Energy, Desks.Anna, SmallLedger.At(From), SmallLedger.At(To)), "October", Cancellation)).Refusal!.Kind);
    }

    [Fact]
    public async Task A_passport_counts_every_attempt_over_midnight_and_nothing_of_the_neighbour()
    {
        await APartOfTwoAttempts("PP");
        var passport = (await _desks.Passports.Issue("r2", Desks.Anna)).Value!;
        Assert.Equal((2, 300.0, 50.0, 1.0), (passport.Attempts, Math.Round(passport.EnergyWh!.Value, 9), passport.MassGrams, passport.MeasuredShare));
        Assert.Equal(0.3 * 0.34206 + 0.05 * 2.578, passport.Footprint!.Median, 0.01);
        Assert.True(passport.Footprint.P5 < passport.Footprint.Median && passport.Footprint.Median < passport.Footprint.P95);
        Assert.Equal(passport.Code, (await _desks.Passports.Issue("r2", Desks.Anna)).Value!.Code);
        Assert.Equal(passport.Code, (await _desks.Passports.Find(passport.Code))!.Code);
        Assert.Null(await _desks.Passports.Find("aaaaaaaaaaaa"));
    }

    [Fact]
    public async Task A_person_stands_on_a_passport_only_by_their_own_consent()
    {
        await APartOfTwoAttempts("PP");
        Assert.Null((await _desks.Passports.Issue("r2", Desks.Anna)).Value!.Maker);
        Assert.Equal(RefusalKind.Forbidden, (await _desks.Stories.Tell("j1", new(ShowOwner: true), Desks.Officer)).Refusal!.Kind);
        Assert.Null((await _desks.Stories.Tell("j1", new(ShowOwner: true, DesignUrl: "https://example.org/knob", DesignLicence: "CC-BY-4.0"), Desks.Anna)).Refusal);
        var passport = (await _desks.Passports.Issue("r2", Desks.Anna)).Value!;
        Assert.Equal("Anna", passport.Maker);
        Assert.Equal("Anna", PassportEndpoints.JsonLd(passport, "https://x/p/1")["creator"]!["name"]!.GetValue<string>());
        Assert.NotNull(OpenKnowHow.Write(PassportDesk.ToThing(passport), out _));
        Assert.NotNull((await _desks.Passports.Pact(passport.Code)).Value);
    }

    [Fact]
    public async Task A_part_that_is_not_good_or_somebody_elses_gets_no_passport()
    {
        await APartOfTwoAttempts();
        Assert.Equal("notGood", (await _desks.Passports.Issue("r1", Desks.Anna)).Refusal!.Code);
        Assert.Equal(RefusalKind.Forbidden, (await _desks.Passports.Issue("r2", Desks.Ben)).Refusal!.Kind);
        var passport = (await _desks.Passports.Issue("r2", Desks.Anna)).Value!;
        Assert.Null(passport.Footprint);
        Assert.Contains("PLA", passport.WhyNoFootprint, StringComparison.Ordinal);
        Assert.Equal("noFootprint", (await _desks.Passports.Pact(passport.Code)).Refusal!.Code);
    }

    [Fact]
    public async Task A_jobs_story_is_told_by_its_owner_in_known_words_and_can_be_taken_back()
    {
        await APartOfTwoAttempts();
        Assert.Equal(RefusalKind.Forbidden, (await _desks.Stories.Tell("j1", new("boughtNew"), Desks.Ben)).Refusal!.Kind);
        Assert.Equal("displacement", (await _desks.Stories.Tell("j1", new("surely"), Desks.Anna)).Refusal!.Code);
        Assert.Equal("tags", (await _desks.Stories.Tell("j1", new(Tags: ["profit"]), Desks.Anna)).Refusal!.Code);
        Assert.Equal("address", (await _desks.Stories.Tell("j1", new(DesignUrl: "javascript:alert(1)"), Desks.Anna)).Refusal!.Code);
        var before = await _ledger.Sheet(ReportKind.Use, From, To);
        Assert.Equal("notAnswered", Assert.Single(before.Find("displacement")!.Rows).Key);
        var told = (await _desks.Stories.Tell("j1", new("bought-new", "a new kettle", "Werkstatt Süd", ["community"]), Desks.Anna)).Value!;
        Assert.Equal(("boughtNew", "community"), (told.Displacement, Assert.Single(told.Tags)));
        var after = await _ledger.Sheet(ReportKind.Use, From, To);
        Assert.Equal("boughtNew", Assert.Single(after.Find("displacement")!.Rows).Key);
        Assert.Equal(1, after.Find("evidence")!.Rows.Single(row => row.Key == "forOtherWorkshops").Cells[0].Number);
        Assert.Null((await _desks.Stories.Tell("j1", new(""), Desks.Anna)).Value!.Displacement);
    }

    [Fact]
    public async Task Evidence_needs_a_known_code_and_words_and_is_counted_without_a_score()
    {
        foreach (var (request, code) in new (EvidenceRequest, string)[]
        {
            (new("commonGood", "F1", null, "x"), "code"), (new("commonGood", "E3", "4.0", "x"), "code"), (new("sdg", "12.99", null, "x"), "code"), (new("karma", "1", null, "x"), "kind"),
            (new("teaching", null, null, "x"), "hours"), (new("commonGood", "E3", null, " "), "text"), (new("teaching", null, null, "x", null, 2, 3, 4), "people"),
        })
            Assert.Equal(code, (await _desks.Evidence.Add(request, Desks.Anna)).Refusal!.Code);
        Assert.Equal("5.1", (await _desks.Evidence.Add(new("commonGood", "e3", null, "Published the energy report", At: SmallLedger.At("2026-10-10T10:00:00+02:00")), Desks.Anna)).Value!.Version);
        var course = (await _desks.Evidence.Add(new("teaching", null, null, "Laser course", null, 2.5, 8, 5, SmallLedger.At("2026-10-11T10:00:00+02:00")), Desks.Anna)).Value!;
        var rows = (await _ledger.Sheet(ReportKind.Use, From, To)).Find("evidence")!;
        Assert.Equal(2.5, rows.Cell(rows.Rows.Single(row => row.Key.StartsWith("teaching", StringComparison.Ordinal)), "hours").Number);
        Assert.Null(await _desks.Evidence.Withdraw(course.Id, Desks.Officer));
        Assert.DoesNotContain((await _ledger.Sheet(ReportKind.Use, From, To)).Find("evidence")!.Rows, row => row.Key.StartsWith("teaching", StringComparison.Ordinal));
        Assert.Null(await _desks.Evidence.Tag("community", "yes", Desks.Officer));
        Assert.NotNull(await _desks.Evidence.Tag("world peace", "yes", Desks.Officer));
        Assert.Equal("yes", (await _desks.Evidence.Tags())["community"]);
    }

    [Fact]
    public async Task A_repair_names_the_passport_of_its_printed_part()
    {
        await APartOfTwoAttempts("PP");
        var passport = (await _desks.Passports.Issue("r2", Desks.Anna)).Value!;
        Assert.Equal("productCategory", (await _desks.Repairs.Add(new("Spaceship", "Fixed"), Desks.Anna)).Refusal!.Code);
        Assert.Equal("barrier", (await _desks.Repairs.Add(new("Kettle", "Fixed", Barrier: "Too worn out"), Desks.Anna)).Refusal!.Code);
        Assert.Null((await _desks.Repairs.Add(new("kettle", "Fixed", Brand: "Mora", Problem: "Knob broken", JobId: "j1", At: SmallLedger.At("2026-10-06T10:00:00+02:00")), Desks.Anna)).Refusal);
        var csv = Encoding.UTF8.GetString(await _desks.Repairs.Export("https://fleet.example.org"));
        Assert.Contains($"https://fleet.example.org/p/{passport.Code}", csv, StringComparison.Ordinal);
        Assert.Contains("hobelwerk-1,Hobelwerk,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inventory_holds_the_energy_and_material_of_the_report_to_the_last_digit()
    {
        await APartOfTwoAttempts("PP");
        var inventory = (await _desks.Inventories.Read(new(ReportKind.Energy, Desks.Officer, SmallLedger.At(From), SmallLedger.At(To)), Cancellation)).Value!;
        var sheet = await _ledger.Sheet(ReportKind.Energy, From, To);
        Assert.Equal(sheet.Main.Cell(sheet.Main.Total!, "wh").Number!.Value / 1000, inventory.Processes.SelectMany(process => process.Inputs).Where(flow => flow.Kind == FlowKind.Electricity).Sum(flow => flow.Amount), 9);
        Assert.Equal(0.05, inventory.Processes.SelectMany(process => process.Inputs).Where(flow => flow.Kind == FlowKind.Material).Sum(flow => flow.Amount), 9);
        Assert.Equal(0.01, inventory.Processes.SelectMany(process => process.Inputs).Where(flow => flow.Kind == FlowKind.Waste).Sum(flow => flow.Amount), 9);
        using var stream = new MemoryStream();
        InventoryDesk.WriteOpenLca(inventory, stream);
        using var zip = new ZipArchive(stream);
        Assert.Equal(inventory.Processes.Count, zip.Entries.Count(entry => entry.FullName.StartsWith("processes/", StringComparison.Ordinal)));
        Assert.NotNull((await _desks.Inventories.Read(new(ReportKind.Energy, Desks.Officer, GroupBy: "member"), Cancellation)).Refusal);
    }
}
