using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Fleet.Bench.Start;

/// <summary>
/// From the moment at which a page sends a command to the moment at which its bytes are written to the serial port. Both clocks
/// are this computer's: the page's <c>Date.now()</c>, and the time stamp that the agent's console file gives the written line.
/// </summary>
static class CommandDelay
{
    const string MachineId = "ender";

    public static async Task<List<double>> Measure(MeasuredServer server, int commands)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("X-Api-Key", MeasuredServer.Key);
        while (!await IsReady(http))
            await Task.Delay(100);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Browsers.Launch(playwright);
        await using var context = await browser.NewContextAsync(new() { ExtraHTTPHeaders = [new("X-Api-Key", MeasuredServer.Key)] });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, "/wall").ToString());
        var delaysMs = new List<double>();
        for (var number = 0; number < commands; number++)
        {
            // The marker makes the line findable; M117 only writes to the machine's display.
            var marker = string.Create(CultureInfo.InvariantCulture, $"M117 bench {number:0000}");
            var sentMs = await page.EvaluateAsync<double>(
                """
                async ([machine, line]) => {
                    const sent = performance.timeOrigin + performance.now();
                    await fetch(`/api/machines/${machine}/commands`, { method: 'POST', headers: { 'content-type': 'application/json' },
                        body: JSON.stringify({ kind: 'send', line }) });
                    return sent;
                }
                """, new object[] { MachineId, marker });
            delaysMs.Add(await server.WrittenAtMs(MachineId, marker) - sentMs);
        }
        return delaysMs;
    }

    static async Task<bool> IsReady(HttpClient http)
    {
        var machines = await http.GetFromJsonAsync<JsonElement>("/api/machines");
        return machines.EnumerateArray().Any(machine => machine.GetProperty("id").GetString() == MachineId && machine.GetProperty("state").GetString() == "ready");
    }
}
