using System.IO.Compression;
using Deque.AxeCore.Playwright;
using Fleet.Tests.Story;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fleet.Tests.Browser;

/// <summary>What people wish with an upload, and what they are asked when they start against the hours.</summary>
[Collection(BrowserWorkshop.Collection)]
public sealed class WishPageTests(BrowserWorkshop workshop)
{
    [Fact]
    public async Task Wishes_of_an_upload_are_on_the_job_and_its_thing_is_on_the_queue()
    {
        var page = await workshop.Visit("/q");
        await using var packed = File.OpenRead(Repository.Sample("ps_cube20_mk3s_020.gcode.gz"));
        using var content = new MemoryStream();
        await new GZipStream(packed, CompressionMode.Decompress).CopyToAsync(content, TestContext.Current.CancellationToken);
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Datei auswählen" }).ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "brett.gcode", MimeType = "text/plain", Buffer = content.ToArray() });
        var sheet = page.GetByRole(AriaRole.Dialog);
        await sheet.GetByText("Wünsche: Farbe, zusammen, Teil von, Termin").ClickAsync();
        await sheet.GetByLabel("Farbe", new() { Exact = true }).FillAsync("petrol");
        await sheet.GetByLabel("Die Stücke").SelectOptionAsync("lot");
        await sheet.GetByLabel("Teil von").FillAsync("Regal im Flur");
        await Picture(page, "intake-wishes");
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Einreihen" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Auftrag öffnen" }).ClickAsync();

        await Expect(page.Locator("#job-wishes")).ToContainTextAsync("petrol");
        await Expect(page.Locator("#job-wishes")).ToContainTextAsync("alle von einer Spule");
        // Everything in the demo is loaded with grey: the page says what is missing.
        await Expect(page.Locator("#job-state")).ToContainTextAsync("PETROL", new() { IgnoreCase = true });
        await Picture(page, "job-wishes");
        await page.GotoAsync("/q");
        await Expect(page.Locator("#queue-things")).ToContainTextAsync("Regal im Flur");
        await Expect(page.Locator("#queue-things")).ToContainTextAsync("0 von 1 Teilen sind gut");
        await Picture(page, "queue-things");
        var thing = (await BrowserWorkshop.Ask(page, "/api/assemblies")).EnumerateArray().Single(one => one.GetProperty("name").GetString() == "Regal im Flur");
        await page.APIRequest.PostAsync($"/api/jobs/{thing.GetProperty("parts")[0].GetProperty("jobId").GetString()}/cancel", new() { DataObject = new { } });
    }

    [Fact]
    public async Task A_start_outside_of_the_hours_asks_for_a_reason_that_stays_with_the_run()
    {
        var page = await workshop.Visit("/m/laser");
        await Expect(page.Locator(".machine")).ToHaveAttributeAsync("data-state", "ready", new() { Timeout = 60_000 });
        var form = page.APIRequest.CreateFormData();
        form.Set("file", new FilePayload { Name = "schild.nc", MimeType = "text/plain", Buffer = "G21\nG90\nM4 S0\nG0 X10 Y10\nG1 X61 Y20 S300 F1200\nG1 X60 Y71\nM5\n"u8.ToArray() });
        var program = (await (await page.APIRequest.PostAsync("/api/programs", new() { Multipart = form })).JsonAsync())!.Value.GetProperty("id").GetString();
        var job = (await (await page.APIRequest.PostAsync("/api/jobs", new() { DataObject = new { programId = program, purpose = "repair", machineId = "laser" } })).JsonAsync())!.Value.GetProperty("id").GetString();
        var start = page.Locator("[data-act=start]");
        await Expect(page.Locator(".machine")).ToHaveAttributeAsync("data-stage", "proposed");
        await Rules(page, $"machines: {{ laser: {{ mayStart: {{ {DateTime.UtcNow.AddDays(3).ToString("ddd", System.Globalization.CultureInfo.InvariantCulture).ToLowerInvariant()}: \"03:00-03:01\" }} }} }}");

        await Press(page, start);
        var dialog = page.Locator("#against-hours");
        await Expect(dialog).ToContainTextAsync("may not be started now");
        await Picture(page, "against-hours");
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Lassen" }).ClickAsync();
        await Expect(page.Locator(".machine")).ToHaveAttributeAsync("data-stage", "proposed");

        await Press(page, start);
        await dialog.GetByLabel("Grund").FillAsync("Das Schild wird heute Abend gebraucht");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Trotzdem starten" }).ClickAsync();
        await Expect(page.Locator(".machine")).Not.ToHaveAttributeAsync("data-stage", "proposed");
        var run = (await BrowserWorkshop.Ask(page, $"/api/jobs/{job}")).GetProperty("runs")[0].GetProperty("id").GetString();
        await page.GotoAsync($"/runs/{run}");
        await Expect(page.GetByText("Das Schild wird heute Abend gebraucht")).ToBeVisibleAsync();
        await Rules(page, "");
        for (var tries = 0; tries < 100 && (await BrowserWorkshop.Ask(page, "/api/machines/laser")).GetProperty("state").GetString() != "ready"; tries++)
        {
            await page.APIRequest.PostAsync("/api/machines/laser/commands", new() { DataObject = new { kind = "bedCleared" } });
            await page.WaitForTimeoutAsync(300);
        }
        await page.APIRequest.PostAsync($"/api/jobs/{job}/cancel", new() { DataObject = new { } });
    }

    /// <summary>The button wants to be held.</summary>
    static async Task Press(IPage page, ILocator button)
    {
        await button.ScrollIntoViewIfNeededAsync();
        await button.HoverAsync();
        await page.Mouse.DownAsync();
        await page.WaitForTimeoutAsync(1000);
        await page.Mouse.UpAsync();
    }

    static async Task Rules(IPage page, string yaml)
    {
        var answer = await page.APIRequest.PutAsync("/api/plan/rules", new() { DataString = yaml, Headers = new Dictionary<string, string> { ["Content-Type"] = "text/yaml" } });
        Assert.True(answer.Ok, await answer.TextAsync());
    }

    static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("FLEET_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }
}
