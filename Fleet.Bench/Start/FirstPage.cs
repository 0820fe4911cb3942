using Microsoft.Playwright;

namespace Fleet.Bench.Start;

/// <summary>What a browser with an empty cache transfers for the fleet wall, headers not counted.</summary>
static class FirstPage
{
    public static async Task<double> TransferredKilobytes(MeasuredServer server)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Browsers.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { ExtraHTTPHeaders = [new("X-Api-Key", MeasuredServer.Key)] });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, "/wall").ToString(), new() { WaitUntil = WaitUntilState.Load });
        // The live feed never ends, so the browser's own list of finished transfers is asked.
        var bytes = await page.EvaluateAsync<double>(
            "() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.encodedBodySize, 0)");
        return bytes / 1000;
    }
}
