using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fleet.Tests.Browser;

/// <summary>
/// Takes the picture of the wall for the README when <c>FLEET_SCREENSHOT</c> names the file, for instance
/// <c>docs/screenshot-wall.png</c>. Run it alone: it leaves a busy workshop behind.
/// </summary>
[Collection(BrowserWorkshop.Collection)]
public sealed class ReadmePictureTests(BrowserWorkshop workshop)
{
    [Fact, Trait("Length", "Long")]
    public async Task The_wall_of_a_busy_workshop_is_photographed_for_the_readme()
    {
        var path = Environment.GetEnvironmentVariable("FLEET_SCREENSHOT");
        Assert.SkipWhen(string.IsNullOrEmpty(path), "FLEET_SCREENSHOT names no file.");
        var page = await workshop.Visit("/", "en-GB", width: 1560, height: 960);
        await Expect(page.Locator("li.tile[data-state=ready]")).ToHaveCountAsync(6, new() { Timeout = 60_000 });

        var printed = await Upload(page, "ps_cube20_mk3s_020_thumbs.gcode.gz", "bracket_v7.gcode");
        var milled = await Upload(page, "cnc_pocket_small.nc", "shelf_side.nc");
        await Queue(page, printed, "prusa-links", "repair");
        await Queue(page, milled, "fraese", "prototype");
        await Post(page, "/api/machines/laser/commands", new { kind = "lock", reason = "The mirror is being cleaned until 3 pm." });
        await Expect(page.Locator("li.tile[data-machine=prusa-links]")).ToHaveAttributeAsync("data-state", "bedFull", new() { Timeout = 150_000 });
        await Queue(page, printed, "prusa-rechts", "sparePart");
        await Queue(page, printed, "mini", "learning");
        await page.WaitForFunctionAsync("document.querySelector('[data-machine=mini] progress').value > 0.3", null, new() { Timeout = 90_000 });
        await page.Locator("li.tile[data-machine=mini]").GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.Locator("li.tile[data-machine=mini]")).ToHaveAttributeAsync("data-state", "paused", new() { Timeout = 20_000 });
        await page.Mouse.MoveAsync(0, 400);
        await page.WaitForTimeoutAsync(9_000); // The note about the pause goes away.

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path!, Story.Repository.Root))!);
        await page.ScreenshotAsync(new() { Path = Path.GetFullPath(path!, Story.Repository.Root) });
        await Post(page, "/api/machines/laser/commands", new { kind = "unlock" });
    }

    static Task Queue(IPage page, string programId, string machineId, string purpose) =>
        Post(page, "/api/jobs", new { programId, copies = 1, purpose, machineId });

    static async Task<string> Upload(IPage page, string sample, string name)
    {
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Samples", sample));
        using var plain = new MemoryStream();
        await (sample.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file)
            .CopyToAsync(plain, TestContext.Current.CancellationToken);
        // A line of its own: the same bytes would be known under the name that they first came with.
        plain.Write(Encoding.UTF8.GetBytes($"\n; {name}\n"));
        var form = page.APIRequest.CreateFormData();
        form.Set("file", new FilePayload { Name = name, MimeType = "text/x-gcode", Buffer = plain.ToArray() });
        var response = await page.APIRequest.PostAsync("/api/programs", new() { Multipart = form });
        return (await response.JsonAsync())!.Value.GetProperty("id").GetString()!;
    }

    static async Task Post(IPage page, string path, object body)
    {
        var response = await page.APIRequest.PostAsync(path, new() { DataObject = body });
        Assert.True(response.Ok, $"{path} {JsonSerializer.Serialize(body)}: {await response.TextAsync()}");
    }
}
