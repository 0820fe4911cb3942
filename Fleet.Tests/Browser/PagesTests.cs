using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Fleet.Tests.Browser;

/// <summary>Every page, for every reader: no accessibility violation, no sideways scrolling on a phone, no script error.</summary>
[Collection(BrowserWorkshop.Collection)]
public sealed class PagesTests(BrowserWorkshop workshop)
{
    static readonly string[] Paths = ["/", "/q", "/q/plan", "/m/ender", "/rep/energy", "/mat", "/agents", "/machines/new", "/admin", "/nothing-here"];

    [Theory]
    [InlineData("en-GB", ColorScheme.Dark, 360)]
    public Task Every_page_is_open_to_a_reader_in_the_dark_with_a_phone(string locale, ColorScheme scheme, int width) => Read(locale, scheme, width);

    [Theory, Trait("Length", "Long")]
    [InlineData("de-DE", ColorScheme.Light, 1280)]
    [InlineData("en-GB", ColorScheme.Dark, 1280)]
    [InlineData("de-DE", ColorScheme.Light, 360)]
    [InlineData("de-DE", ColorScheme.Dark, 768)]
    public Task Every_page_is_open_to_more_readers(string locale, ColorScheme scheme, int width) => Read(locale, scheme, width);

    async Task Read(string locale, ColorScheme scheme, int width)
    {
        var faults = new List<string>();
        foreach (var path in Paths.Append("/signin").Append("/setup?token=x"))
        {
            var page = await workshop.Visit(path, locale, scheme, width, 740, signedIn: !path.StartsWith("/s", StringComparison.Ordinal));
            page.PageError += (_, error) => faults.Add($"{path}: {error}");
            // What is live has come, and what is connected has drawn itself once more.
            await page.WaitForTimeoutAsync(500);
            faults.AddRange((await page.RunAxe()).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{path}: {violation.Id} {node.Html}")));
            var overflowPx = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            if (overflowPx > 0)
                faults.Add($"{path}: {overflowPx} px wider than the screen");
            if (await page.GetAttributeAsync("html", "lang") is var language && language != locale[..2])
                faults.Add($"{path}: its language is {language ?? "not named"}");
            await page.Context.CloseAsync();
        }
        Assert.Empty(faults);
    }

    [Fact]
    public async Task The_first_page_is_small()
    {
        const int MostBytes = 300_000;
        var page = await workshop.Visit("/signin", signedIn: false);
        long bytes = 0;
        page.Context.RequestFinished += async (_, request) =>
        {
            if (!request.Url.EndsWith("/api/live", StringComparison.Ordinal))
                Interlocked.Add(ref bytes, (await request.SizesAsync()).ResponseBodySize);
        };
        await page.GetByLabel("Name").FillAsync(BrowserWorkshop.Name);
        var signedIn = await workshop.Visit("/");
        signedIn.Context.RequestFinished += async (_, request) => Interlocked.Add(ref bytes, (await request.SizesAsync()).ResponseBodySize);
        await signedIn.ReloadAsync(new() { WaitUntil = WaitUntilState.Load });
        await signedIn.WaitForTimeoutAsync(500);

        Assert.InRange(Interlocked.Read(ref bytes), 1, MostBytes);
    }

    [Fact]
    public async Task A_file_that_is_no_program_is_refused_with_a_sentence_and_nothing_is_queued()
    {
        var page = await workshop.Visit("/q");
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Datei auswählen" }).ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = "bild.gcode", MimeType = "text/plain", Buffer = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] });

        var refusal = page.Locator("[data-i=refusal]");
        await Assertions.Expect(refusal).ToBeVisibleAsync();
        Assert.True((await refusal.TextContentAsync())!.Length > 20);
        await Assertions.Expect(page.Locator("[data-i=queue]")).ToBeHiddenAsync();
    }
}
