using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fleet.Tests.Browser;

/// <summary>The main job, end to end, in a browser against the real server: only firmware and plugs are simulated.</summary>
[Collection(BrowserWorkshop.Collection)]
public sealed class WholeStoryTests(BrowserWorkshop workshop)
{
    const string Sample = "ps_cube20_mk3s_020_thumbs.gcode";

    [Fact]
    public async Task A_dropped_file_becomes_a_good_part_with_its_energy_and_grams_in_the_ledger()
    {
        var page = await workshop.Visit("/");
        await Expect(page.Locator("li.tile")).ToHaveCountAsync(6);
        await Expect(page.Locator("li.tile[data-state=ready]")).ToHaveCountAsync(6, new() { Timeout = 40_000 });

        await Drop(page, Sample);
        var sheet = page.GetByRole(AriaRole.Dialog);
        await Expect(sheet.Locator("[data-i=time]")).ToContainTextAsync("min");
        await Expect(sheet.Locator("[data-i=mass]")).ToContainTextAsync("g");
        await Expect(sheet.Locator("[data-i=size]")).ToContainTextAsync("20,0 mm");
        await sheet.GetByRole(AriaRole.Radio, new() { Name = "Reparatur" }).CheckAsync();
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Einreihen" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Auftrag öffnen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Sample);
        var jobId = page.Url.Split('/')[^1];

        // The planner has chosen one of the two machines that the file was sliced for.
        var job = await Until(page, $"/api/jobs/{jobId}", now => now.GetProperty("runs").GetArrayLength() > 0);
        var machineId = job.GetProperty("runs")[0].GetProperty("machineId").GetString()!;
        var runId = job.GetProperty("runs")[0].GetProperty("id").GetString()!;
        await page.GotoAsync($"/m/{machineId}");
        var machine = page.Locator(".machine");
        await Expect(machine).ToHaveAttributeAsync("data-state", "running");
        await Expect(machine.Locator("[data-f=power]")).ToContainTextAsync("W");
        await Expect(machine.Locator("[data-heater=T0] [data-f=actual]")).ToContainTextAsync("°C");

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(machine).ToHaveAttributeAsync("data-state", "paused", new() { Timeout = 20_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Weiter" }).ClickAsync();
        await Expect(machine).ToHaveAttributeAsync("data-state", "running");

        await page.GotoAsync("/");
        var tile = page.Locator($"li.tile[data-machine={machineId}]");
        await Expect(tile).ToHaveAttributeAsync("data-state", "bedFull", new() { Timeout = 150_000 });
        await tile.GetByRole(AriaRole.Button, new() { Name = "Gut", Exact = true }).ClickAsync();
        await Expect(tile).ToHaveAttributeAsync("data-state", "ready");

        await TheLedgerIsExact(page, machineId, runId, await BrowserWorkshop.Ask(page, $"/api/programs/{job.GetProperty("programId").GetString()}"));
        await TheRunPageShowsIt(page, runId);
        await TheReportShowsAndExportsIt(page);
        await ThePassportIsOpenToWhoeverHoldsThePart(page, runId);
    }

    /// <summary>No sign-in, no script, small; nobody is named.</summary>
    async Task ThePassportIsOpenToWhoeverHoldsThePart(IPage page, string runId)
    {
        const int MostBytes = 60_000;
        await page.GotoAsync($"/runs/{runId}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Teilepass ausstellen" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Teilepass öffnen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Sample);
        var address = page.Url;
        using var stranger = new HttpClient();
        var html = await stranger.GetStringAsync(address, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(BrowserWorkshop.Name, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script src", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 1000, MostBytes);
        var json = JsonDocument.Parse(await stranger.GetStringAsync($"{address}.json", TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(("IndividualProduct", Sample), (json.GetProperty("@type").GetString(), json.GetProperty("name").GetString()));
        Assert.Equal(0x89, (await stranger.GetByteArrayAsync($"{address}/label.png", TestContext.Current.CancellationToken))[0]);
        var open = await workshop.Visit(new Uri(address).AbsolutePath, signedIn: false);
        Assert.Empty((await open.RunAxe()).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id} {node.Html}")));
        if (Environment.GetEnvironmentVariable("FLEET_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await open.ScreenshotAsync(new() { Path = Path.Combine(folder, "passport.png"), FullPage = true });
            foreach (var path in new[] { "energy", "footprint", "use", "factors", "evidence" })
            {
                await page.GotoAsync($"/rep/{path}");
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{path}.png"), FullPage = true });
            }
            await File.WriteAllBytesAsync(Path.Combine(folder, "openlca.zip"), await (await page.APIRequest.GetAsync("/api/reports/footprint?format=openlca")).BodyAsync(), TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(Path.Combine(folder, "report.pdf"), await (await page.APIRequest.GetAsync("/api/reports/energy?format=pdf")).BodyAsync(), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Grams are length times cross-section times density; the machine's bookings are what its plug counted.</summary>
    static async Task TheLedgerIsExact(IPage page, string machineId, string runId, JsonElement program)
    {
        var run = await Until(page, $"/api/runs/{runId}", now => now.GetProperty("energy").ValueKind == JsonValueKind.Object);
        Assert.Equal("good", run.GetProperty("outcome").GetString());
        var energy = run.GetProperty("energy");
        Assert.True(energy.GetProperty("wh").GetDouble() > 1);
        Assert.Equal(1, energy.GetProperty("measuredShare").GetDouble(), 3);
        Assert.Equal(energy.GetProperty("wh").GetDouble(), energy.GetProperty("byPhase").EnumerateObject().Sum(phase => phase.Value.GetDouble()), 6);

        var used = Assert.Single(run.GetProperty("material").EnumerateArray());
        var expectedG = used.GetProperty("lengthMm").GetDouble() * Math.PI / 4 * 1.75 * 1.75 / 1000 * 1.24;
        Assert.InRange(used.GetProperty("massGrams").GetDouble() / expectedG, 0.995, 1.005);
        // What the firmware really feeds for this file: start code included, and the flow factor that it sets (M221).
        var fedMm = program.GetProperty("analysis").GetProperty("filament")[0].GetProperty("fedLengthMm").GetDouble();
        Assert.InRange(used.GetProperty("lengthMm").GetDouble() / fedMm, 0.995, 1.005);

        var before = await Counted(page, machineId);
        await Until(page, $"/api/machines/{machineId}", now => CounterWh(now) > before.CounterWh + 0.001);
        for (var tries = 0; ; tries++)
        {
            var after = await Counted(page, machineId);
            var difference = Math.Abs(after.BookedWh - before.BookedWh - (after.CounterWh - before.CounterWh));
            if (difference < 0.01)
                break;
            Assert.True(tries < 40, $"Booked {after.BookedWh - before.BookedWh} Wh, the plug counted {after.CounterWh - before.CounterWh} Wh.");
            await page.WaitForTimeoutAsync(500);
        }
    }

    static async Task TheRunPageShowsIt(IPage page, string runId)
    {
        await page.GotoAsync($"/runs/{runId}");
        var run = await BrowserWorkshop.Ask(page, $"/api/runs/{runId}");
        var shownWh = await page.Locator("[data-figure=energy]").GetAttributeAsync("data-wh");
        Assert.Equal(run.GetProperty("energy").GetProperty("wh").GetDouble(), double.Parse(shownWh!, CultureInfo.InvariantCulture), 6);
        await Expect(page.Locator("#run-energy")).ToContainTextAsync("gemessen");
        await Expect(page.Locator("#run-energy")).ToContainTextAsync("Aufheizen");
        await Expect(page.Locator("#run-state")).ToContainTextAsync("gut");
    }

    static async Task TheReportShowsAndExportsIt(IPage page)
    {
        await page.GotoAsync("/rep/energy?by=purpose");
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Reparatur" })).ToBeVisibleAsync();
        await Expect(page.Locator(".picture svg").First).ToBeVisibleAsync();
        var rows = await page.Locator("#report-main tbody tr").CountAsync();
        var csv = await page.APIRequest.GetAsync((await page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).GetAttributeAsync("href"))!);
        var lines = (await csv.TextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(rows + 2, lines.Length); // Header and total.
        Assert.Contains(lines, line => line.Contains(",repair,", StringComparison.Ordinal));
        await TheExportIsTheScreen(page);
    }

    /// <summary>Cell by cell: a cell of the page carries the number that it was written from. The machines go on meanwhile, so it is tried until nothing was booked between page and file.</summary>
    static async Task TheExportIsTheScreen(IPage page)
    {
        for (var tries = 0; ; tries++)
        {
            await page.GotoAsync("/rep/energy?by=machine");
            var csv = await page.APIRequest.GetAsync((await page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).GetAttributeAsync("href"))!);
            var shown = await page.EvaluateAsync<string[][]>("[...document.querySelectorAll('#report-main tbody tr, #report-main tfoot tr')].map(row => [...row.querySelectorAll('td')].map(cell => cell.dataset.value ?? ''))");
            var table = Core.Footprint.Factors.Table.Read(await csv.TextAsync(), out _)!;
            var held = table.Rows.Select((row, i) => row.Cells.Skip(5).Take(shown[i].Length).ToArray()).ToList();
            if (tries > 20 || (held.Count == shown.Length && held.Zip(shown).All(pair => pair.First.SequenceEqual(pair.Second))))
            {
                Assert.Equal(held, shown);
                return;
            }
        }
    }

    static async Task<(double CounterWh, double BookedWh)> Counted(IPage page, string machineId)
    {
        var machine = await BrowserWorkshop.Ask(page, $"/api/machines/{machineId}");
        var report = await BrowserWorkshop.Ask(page, "/api/reports/energy?groupBy=machine");
        var row = report.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("key").GetString() == machineId);
        return (CounterWh(machine), row.GetProperty("wh").GetDouble());
    }

    static double CounterWh(JsonElement machine) => machine.GetProperty("meters")[0].GetProperty("counterWh").GetDouble();

    static async Task<JsonElement> Until(IPage page, string path, Func<JsonElement, bool> isSo)
    {
        for (var tries = 0; tries < 120; tries++)
        {
            var now = await BrowserWorkshop.Ask(page, path);
            if (isSo(now))
                return now;
            await page.WaitForTimeoutAsync(250);
        }
        throw new TimeoutException($"{path} never said what was waited for: {await BrowserWorkshop.Ask(page, path)}");
    }

    /// <summary>Drops a file on the middle of the page, as a hand does.</summary>
    static async Task Drop(IPage page, string sample)
    {
        await using var packed = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Samples", $"{sample}.gz"));
        using var text = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        var transfer = await page.EvaluateHandleAsync(
            """
            ([name, text]) => { const transfer = new DataTransfer(); transfer.items.add(new File([text], name)); return transfer; }
            """, new[] { sample, await text.ReadToEndAsync(TestContext.Current.CancellationToken) });
        foreach (var step in new[] { "dragenter", "dragover", "drop" })
            await page.DispatchEventAsync("main", step, new { dataTransfer = transfer });
    }
}
