using System.IO.Compression;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Fleet.Tests.Browser;

/// <summary>The path of a program on its page: loaded when asked for, drawn, moved by keys.</summary>
[Collection(BrowserWorkshop.Collection)]
public sealed class ToolpathViewTests(BrowserWorkshop workshop)
{
    /// <summary>The plan must not start what is only looked at.</summary>
    static readonly DateTimeOffset Later = new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("ps_cube20_mk3s_020.gcode.gz", "Layer 100 of 100, 20.0 mm high", "outer wall", ColorScheme.Light)]
    [InlineData("cnc_pocket_small.nc", "Layer 2 of 2, -2.00 mm high", "cut", ColorScheme.Dark)]
    public async Task The_path_is_drawn_and_answers_to_keys(string sample, string said, string feature, ColorScheme scheme)
    {
        var page = await workshop.Visit("/q", "en-GB", scheme);
        var faults = new List<string>();
        page.PageError += (_, error) => faults.Add(error);
        await page.GotoAsync($"/jobs/{await Queue(page, sample)}");

        var room = page.Locator("[data-toolpath]");
        await room.GetByRole(AriaRole.Button, new() { Name = "Show the path" }).ClickAsync();
        var canvas = room.Locator("canvas");
        await Expect(canvas).ToBeVisibleAsync();
        await Expect(room.Locator("[data-p=legend]")).ToContainTextAsync(feature);
        await Expect(room.GetByRole(AriaRole.Status)).ToHaveTextAsync(said);

        byte[] first = await canvas.ScreenshotAsync();
        Assert.True(first.Length > 8_000, $"A picture of {first.Length} bytes shows nothing.");
        await canvas.FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.WaitForTimeoutAsync(200);
        Assert.NotEqual(first, await canvas.ScreenshotAsync());
        await page.Keyboard.PressAsync("PageDown");
        await Expect(room.GetByRole(AriaRole.Status)).Not.ToHaveTextAsync(said);
        Assert.Empty(faults);
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_client_without_Brotli_gets_the_path_unpacked()
    {
        var page = await workshop.Visit("/q", "en-GB");
        var job = await BrowserWorkshop.Ask(page, $"/api/jobs/{await Queue(page, "cnc_pocket_small.nc")}");
        string path = $"/api/programs/{job.GetProperty("programId").GetString()}/toolpath";
        foreach (string accepted in new[] { "br", "identity" })
        {
            var answer = await page.APIRequest.GetAsync(path, new() { Headers = new Dictionary<string, string> { ["Accept-Encoding"] = accepted } });
            Assert.True(answer.Ok);
            Assert.Equal(accepted == "br", answer.Headers.TryGetValue("content-encoding", out var encoding) && encoding == "br");
            Assert.Equal("FTP1"u8.ToArray(), (await answer.BodyAsync())[..4]);
        }

        Assert.Equal(404, (await page.APIRequest.GetAsync($"/api/programs/{new string('0', 64)}/toolpath")).Status);
        var stranger = await workshop.Visit("/signin", signedIn: false);
        Assert.Equal(401, (await stranger.APIRequest.GetAsync(path, new() { Headers = new Dictionary<string, string> { ["Accept"] = "application/json" } })).Status);
    }

    static async Task<string> Queue(IPage page, string sample)
    {
        await using var file = File.OpenRead(Story.Repository.Sample(sample));
        using var plain = new MemoryStream();
        await (sample.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file)
            .CopyToAsync(plain, TestContext.Current.CancellationToken);
        var form = page.APIRequest.CreateFormData();
        form.Set("file", new FilePayload { Name = sample, MimeType = "text/x-gcode", Buffer = plain.ToArray() });
        var program = (await (await page.APIRequest.PostAsync("/api/programs", new() { Multipart = form })).JsonAsync())!.Value;
        var job = await page.APIRequest.PostAsync(
            "/api/jobs", new() { DataObject = new { programId = program.GetProperty("id").GetString(), copies = 1, purpose = "repair", notBefore = Later } });
        Assert.True(job.Ok, await job.TextAsync());
        return JsonSerializer.Deserialize<JsonElement>(await job.TextAsync()).GetProperty("id").GetString()!;
    }
}
