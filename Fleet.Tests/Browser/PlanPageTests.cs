using System.Text.Json;
using Deque.AxeCore.Playwright;
using Fleet.Tests.Story;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fleet.Tests.Browser;

/// <summary>The picture of the plan in people's hands: bars are dragged or moved by keyboard, asked first and fixed afterwards.</summary>
[Collection(BrowserWorkshop.Collection)]
public sealed class PlanPageTests(BrowserWorkshop workshop)
{
    [Fact]
    public async Task A_bar_that_is_dragged_to_another_machine_shows_what_moves_and_is_fixed_there_when_confirmed()
    {
        var page = await workshop.Visit("/q/plan?hours=12", width: 1400, height: 1000);
        var job = await Queue(page, "Winkel zum Ziehen");
        var bar = await Bar(page, job);
        var (at, target) = await Elsewhere(page, bar);

        // Let go outside of every lane: nothing is asked, and the bar's link is not followed.
        await Drag(page, bar, 700, 20);
        await Expect(page.Locator("#plan-preview")).ToBeHiddenAsync();
        Assert.Contains("/q/plan", page.Url, StringComparison.Ordinal);

        bar = await Bar(page, job);
        await Drag(page, bar, at.X, at.Y);
        var preview = page.Locator("#plan-preview");
        await Expect(preview).ToBeVisibleAsync();
        await Expect(preview.Locator("[data-answer]")).ToContainTextAsync("Winkel zum Ziehen");
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));
        await preview.GetByRole(AriaRole.Button, new() { Name = "Lassen" }).ClickAsync();
        Assert.False((await Place(page, job)).Block.GetProperty("pinned").GetBoolean());

        bar = await Bar(page, job);
        await Drag(page, bar, at.X, at.Y);
        await preview.GetByRole(AriaRole.Button, new() { Name = "So machen" }).ClickAsync();
        await Expect(page.Locator("#toasts")).ToContainTextAsync("Festgelegt");
        var (machine, block) = await Place(page, job);
        Assert.Equal(target, machine);
        Assert.True(block.GetProperty("pinned").GetBoolean());
        Assert.True(block.GetProperty("from").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddHours(3));
        await Cancel(page, job);
    }

    [Fact]
    public async Task By_keyboard_the_list_moves_what_the_mouse_drags()
    {
        var page = await workshop.Visit("/q/plan?hours=24");
        var job = await Queue(page, "Winkel zum Verschieben");
        await Bar(page, job);
        await page.GetByText("Dasselbe als Liste", new() { Exact = true }).ClickAsync();
        await page.Locator($"[data-move='{job}']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.Locator("#plan-move");
        await Expect(dialog).ToBeVisibleAsync();
        await dialog.GetByLabel("Maschine").SelectOptionAsync("prusa-rechts");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Zeigen, was sich verschiebt" }).PressAsync("Enter");
        await page.Locator("#plan-preview").GetByRole(AriaRole.Button, new() { Name = "So machen" }).PressAsync("Enter");
        await Expect(page.Locator("#toasts")).ToContainTextAsync("Festgelegt");
        var (machine, block) = await Place(page, job);
        Assert.Equal(("prusa-rechts", true), (machine, block.GetProperty("pinned").GetBoolean()));
        await Cancel(page, job);
    }

    /// <summary>A job that two machines can make, in three hours.</summary>
    static async Task<string> Queue(IPage page, string name)
    {
        await using var packed = File.OpenRead(Repository.Sample("ps_cube20_mk3s_020.gcode.gz"));
        using var content = new MemoryStream();
        await packed.CopyToAsync(content, TestContext.Current.CancellationToken);
        var form = page.APIRequest.CreateFormData();
        form.Set("file", new FilePayload { Name = "winkel.gcode.gz", MimeType = "application/gzip", Buffer = content.ToArray() });
        var program = (await (await page.APIRequest.PostAsync("/api/programs", new() { Multipart = form })).JsonAsync())!.Value.GetProperty("id").GetString();
        var job = await page.APIRequest.PostAsync("/api/jobs", new() { DataObject = new { programId = program, purpose = "repair", name, notBefore = DateTimeOffset.UtcNow.AddHours(3) } });
        Assert.True(job.Ok, await job.TextAsync());
        return (await job.JsonAsync())!.Value.GetProperty("id").GetString()!;
    }

    /// <summary>The bar of the job, as soon as the page has drawn it.</summary>
    static async Task<ILocator> Bar(IPage page, string job)
    {
        for (var tries = 0; tries < 40 && await page.Locator($".block[data-drag='{job}']").CountAsync() == 0; tries++)
        {
            await page.WaitForTimeoutAsync(500);
            await page.ReloadAsync();
        }
        return page.Locator($".block[data-drag='{job}']").First;
    }

    /// <summary>Two hours to the right of the bar, on the other machine of its kind.</summary>
    static async Task<((float X, float Y) At, string MachineId)> Elsewhere(IPage page, ILocator bar)
    {
        var here = await bar.EvaluateAsync<string>("bar => bar.closest('.track').dataset.machine");
        var target = here == "prusa-links" ? "prusa-rechts" : "prusa-links";
        var (box, lane) = ((await bar.BoundingBoxAsync())!, (await page.Locator($".track[data-machine='{target}']").BoundingBoxAsync())!);
        return ((box.X + 5 + lane.Width / 6, lane.Y + lane.Height / 2), target);
    }

    static async Task Drag(IPage page, ILocator bar, float x, float y)
    {
        await bar.ScrollIntoViewIfNeededAsync();
        var box = (await bar.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 4, box.Y + box.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((box.X + x) / 2, (box.Y + y) / 2, new() { Steps = 4 });
        await page.Mouse.MoveAsync(x, y, new() { Steps = 4 });
        if (Environment.GetEnvironmentVariable("FLEET_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "plan-drag.png"), FullPage = true });
        await page.Mouse.UpAsync();
    }

    static async Task<(string MachineId, JsonElement Block)> Place(IPage page, string job) =>
        (from lane in (await BrowserWorkshop.Ask(page, "/api/plan")).GetProperty("machines").EnumerateArray()
            from block in lane.GetProperty("blocks").EnumerateArray()
            where block.GetProperty("jobId").GetString() == job
            select (lane.GetProperty("machineId").GetString()!, block)).Single();

    static async Task Cancel(IPage page, string job) => await page.APIRequest.PostAsync($"/api/jobs/{job}/cancel", new() { DataObject = new { } });
}
