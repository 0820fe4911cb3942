using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Fleet.Tests.Story;

/// <summary>A calendar program that holds a secret link, and nothing else.</summary>
public abstract class CalendarStory(DemoServer demo)
{
    readonly FleetServer _server = demo.Server;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_shows_runs_bookings_and_hours_until_it_is_revoked()
    {
        var own = await _server.Post("/api/calendars", new { language = "en" }, Cancellation);
        var laser = await _server.Post("/api/calendars", new { machineId = "laser", language = "de" }, Cancellation);
        Assert.Contains("BEGIN:VTIMEZONE", await Read(own), StringComparison.Ordinal);

        var from = DateTimeOffset.UtcNow.AddHours(20);
        var booking = await _server.Post("/api/bookings", new { machineId = "laser", from, until = from.AddHours(1), note = "Schilder, groß" }, Cancellation);
        var upload = await _server.UploadSample("ps_cube20_ender3_020.gcode", Cancellation);
        var job = Text(await _server.Post("/api/jobs", new { programId = upload, copies = 2, purpose = "repair", name = "Haken", notBefore = DateTimeOffset.UtcNow.AddHours(3) }, Cancellation), "id");
        await _server.Until(async () => (await Read(own)).Contains("(2/2)", StringComparison.Ordinal), "both copies are planned", Cancellation);
        await Rules("people: { setup: { name: setup, present: { mon-sun: \"10:00-12:00\" } } }");

        var events = Events(await Read(own));
        var first = events[$"copy-{job}-1@fleet"];
        Assert.Equal(("Haken (1/2): Ender", "TENTATIVE", "TRANSPARENT"), (first["SUMMARY"], first["STATUS"], first["TRANSP"]));
        Assert.Equal($"{from.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}", events[$"booking-{Text(booking, "id")}@fleet"]["DTSTART"]);
        Assert.Contains(events.Values, entry => entry["SUMMARY"] == "In the workshop");
        var machine = Assert.Single(Events(await Read(laser)).Values);
        Assert.Equal("Laser gebucht (eine Person): Schilder\\, groß", machine["SUMMARY"]);

        await Rules("");
        events = Events(await Read(own));

        // Nothing changed: the same bytes. Something moved: the same name, a later revision.
        Assert.Equal(await Read(laser), await Read(laser));
        await _server.Http.PutAsJsonAsync($"/api/plan/jobs/{job}/pin", new { at = DateTimeOffset.UtcNow.AddHours(6) }, Cancellation);
        await _server.Until(async () => Events(await Read(own)).Any(entry => entry.Key.Contains(job, StringComparison.Ordinal) && entry.Value["DTSTART"] != events[entry.Key]["DTSTART"]
            && int.Parse(entry.Value["SEQUENCE"], CultureInfo.InvariantCulture) > int.Parse(events[entry.Key]["SEQUENCE"], CultureInfo.InvariantCulture)), "a copy has moved and says so", Cancellation);
        Assert.Equal(2, Events(await Read(own)).Keys.Count(key => key.Contains(job, StringComparison.Ordinal)));

        Assert.True((await _server.Http.DeleteAsync($"/api/calendars/{Text(own, "id")}", Cancellation)).IsSuccessStatusCode);
        using var stranger = new HttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(Text(own, "url"), Cancellation)).StatusCode);
        Assert.DoesNotContain((await _server.Get("/api/calendars", Cancellation)).EnumerateArray(), link => Text(link, "id") == Text(own, "id"));
        Assert.DoesNotContain("secret\":\"", await _server.Http.GetStringAsync("/api/calendars", Cancellation), StringComparison.OrdinalIgnoreCase);
        await _server.Post($"/api/jobs/{job}/cancel", new { }, Cancellation);
    }

    [Fact]
    public async Task A_run_that_begins_keeps_the_name_that_it_was_planned_under()
    {
        var link = await _server.Post("/api/calendars", new { machineId = "ender", language = "en" }, Cancellation);
        var job = Text(await _server.Post("/api/jobs", new { programId = await _server.UploadSample("ps_cube20_ender3_020.gcode", Cancellation), copies = 2, purpose = "repair" }, Cancellation), "id");
        await _server.Until(async () => Events(await Read(link)).TryGetValue($"copy-{job}-1@fleet", out var first) && first["CATEGORIES"] == "RUNNING", "the first copy runs", Cancellation);
        await _server.Until(async () => Events(await Read(link)).TryGetValue($"copy-{job}-2@fleet", out var second) && second["CATEGORIES"] == "PLANNED", "the second one is planned", Cancellation);
        await _server.Post($"/api/jobs/{job}/cancel", new { }, Cancellation);
    }

    async Task<string> Read(JsonElement link)
    {
        using var program = new HttpClient();
        var answer = await program.GetAsync(Text(link, "url"), Cancellation);
        Assert.Equal("text/calendar", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>By UID: each property's value, unfolded.</summary>
    static Dictionary<string, Dictionary<string, string>> Events(string calendar) => calendar.Replace("\r\n ", "", StringComparison.Ordinal).Split("BEGIN:VEVENT\r\n").Skip(1)
        .Select(part => part[..part.IndexOf("END:VEVENT", StringComparison.Ordinal)].Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1]))
        .ToDictionary(entry => entry["UID"]);

    async Task Rules(string yaml) => Assert.True((await _server.Http.PutAsync("/api/plan/rules", new StringContent(yaml), Cancellation)).IsSuccessStatusCode);

    static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
