using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Fleet.Tests.Story;

/// <summary>What people wish of copies, through REST on a real server: one machine, one colour, and things that are made of several jobs.</summary>
public abstract class WishStory(DemoServer demo)
{
    readonly FleetServer _server = demo.Server;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copies_that_are_wished_from_one_machine_wait_for_it_while_another_one_is_free()
    {
        var job = await Queue("ps_cube20_mk3s_020.gcode.gz", new { copies = 2, together = "machine" });
        Assert.Equal("machine", Text((await Job(job)).GetProperty("wishes"), "together"));
        await _server.Until(async () => (await Runs(job)).Count > 0, "the first copy begins", Cancellation);
        var machine = Text((await Runs(job))[0], "machineId");
        var other = machine == "prusa-links" ? "prusa-rechts" : "prusa-links";

        // Not even a person starts it elsewhere; the reason names the machine and what resolves it.
        var refused = await _server.Http.PostAsJsonAsync($"/api/jobs/{job}/start", new { machineId = other }, Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("together", Text(await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation), "code"));
        var verdict = (await _server.Get($"/api/plan/jobs/{job}", Cancellation)).GetProperty("machines").EnumerateArray().First(one => Text(one, "machineId") == other);
        Assert.Contains(verdict.GetProperty("unmet").EnumerateArray(), condition => Text(condition, "code") == "together");

        // The wish is withdrawn: the free machine takes the second copy.
        await _server.Http.PutAsJsonAsync($"/api/jobs/{job}/wishes", new { together = "free" }, Cancellation);
        await _server.Until(async () => (await Runs(job)).Any(run => Text(run, "machineId") == other), "the other machine takes the second copy", Cancellation);
        await Cancel(job, machine, other);
    }

    [Fact]
    public async Task A_colour_waits_for_a_spool_that_has_it()
    {
        var job = await Queue("ps_cube20_ender3_020.gcode", new { copies = 1, colour = "Petrol" });
        // Everything in the demo is loaded with grey.
        await _server.Until(async () => Text(await Job(job), "reason") is var reason && reason.Contains("petrol", StringComparison.OrdinalIgnoreCase)
            && reason.Contains("grau", StringComparison.OrdinalIgnoreCase), "what is loaded and what is wished are named", Cancellation);
        Assert.Empty(await Runs(job));
        var right = await _server.Post("/api/lots", new { material = "PLA", grams = 800, colour = "petrol", name = "S-2" }, Cancellation);
        await _server.Post($"/api/lots/{Text(right, "id")}/load", new { machineId = "ender", tool = 0 }, Cancellation);
        await _server.Until(async () => (await Runs(job)).Count == 1, "it starts when the right one is loaded", Cancellation);
        await Cancel(job, "ender");
    }

    [Fact]
    public async Task A_thing_of_two_jobs_is_due_as_one_and_done_when_the_last_part_is()
    {
        var due = DateTimeOffset.UtcNow.AddDays(2);
        var board = await Queue("ps_cube20_mk3s_020.gcode.gz", new { copies = 1, assembly = "Regal", dueAt = due });
        var foot = await Queue("ps_cube20_mk3s_020.gcode.gz", new { copies = 1, assembly = "Regal", machineId = "mini", notBefore = DateTimeOffset.UtcNow.AddHours(1) });
        var thing = Assert.Single((await _server.Get("/api/assemblies", Cancellation)).EnumerateArray());
        Assert.Equal(("Regal", 2, 0), (Text(thing, "name"), thing.GetProperty("copies").GetInt32(), thing.GetProperty("good").GetInt32()));
        Assert.Equal([board, foot], thing.GetProperty("parts").EnumerateArray().Select(part => Text(part, "jobId")));
        Assert.Equal(due.ToUnixTimeMilliseconds(), (await Job(foot)).GetProperty("dueAt").GetDateTimeOffset().ToUnixTimeMilliseconds());
        var own = await Post("/api/jobs", new { programId = Text(await Job(foot), "programId"), purpose = "repair", assembly = "Regal", dueAt = due.AddDays(1) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, own.StatusCode);

        await _server.Until(async () => Text(await Job(board), "state") == "waiting", "the board is made", Cancellation);
        Assert.True((await Post($"/api/runs/{Text((await Runs(board))[0], "id")}/outcome", new { outcome = "good" })).IsSuccessStatusCode);
        var open = await _server.Get($"/api/assemblies/{Text(thing, "id")}", Cancellation);
        Assert.Equal(("queued", 1), (Text(open, "state"), open.GetProperty("good").GetInt32()));
        await _server.Until(async () => (await _server.Get($"/api/assemblies/{Text(thing, "id")}", Cancellation)).GetProperty("readyBy").ValueKind == JsonValueKind.String, "the plan promises the last part", Cancellation);
        await _server.Post($"/api/jobs/{foot}/cancel", new { }, Cancellation);
        Assert.Equal("done", Text(await _server.Get($"/api/assemblies/{Text(thing, "id")}", Cancellation), "state"));
        Assert.Empty((await _server.Get("/api/assemblies", Cancellation)).EnumerateArray());
    }

    [Fact]
    public async Task A_wish_that_nobody_knows_is_refused_and_nothing_is_queued()
    {
        var programId = await _server.UploadSample("ps_cube20_mk3s_020.gcode.gz", Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post("/api/jobs", new { programId, purpose = "repair", together = "closely" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post("/api/jobs", new { programId, purpose = "repair", colour = new string('x', 41) })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Post("/api/jobs", new { programId, purpose = "repair", assembly = new string('x', 81) })).StatusCode);
        Assert.DoesNotContain((await _server.Get("/api/jobs?state=open", Cancellation)).EnumerateArray(), job => Text(job.GetProperty("wishes"), "together") == "closely");
    }

    Task<HttpResponseMessage> Post(string path, object body) => _server.Http.PostAsJsonAsync(path, body, Cancellation);

    async Task<string> Queue(string sample, object wishes)
    {
        var body = JsonSerializer.SerializeToNode(wishes)!.AsObject();
        body["programId"] = await _server.UploadSample(sample, Cancellation);
        body["purpose"] = "repair";
        return Text(await _server.Post("/api/jobs", body, Cancellation), "id");
    }

    Task<JsonElement> Job(string id) => _server.Get($"/api/jobs/{id}", Cancellation);

    async Task<IReadOnlyList<JsonElement>> Runs(string jobId) => [.. (await Job(jobId)).GetProperty("runs").EnumerateArray()];

    async Task Cancel(string job, params string[] machines)
    {
        await _server.Post($"/api/jobs/{job}/cancel", new { }, Cancellation);
        foreach (var machine in machines)
            await _server.Until(async () =>
            {
                await _server.Http.PostAsJsonAsync($"/api/machines/{machine}/commands", new { kind = "bedCleared" }, Cancellation);
                return Text(await _server.Get($"/api/machines/{machine}", Cancellation), "state") == "ready";
            }, $"{machine} is ready", Cancellation);
    }

    static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
