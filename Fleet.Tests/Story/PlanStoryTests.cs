using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Fleet.Tests.Story;

/// <summary>The plan of a real server through REST: what it shows, why, what people decide, and the fuse that machines share.</summary>
[Collection("Servers")]
public sealed class PlanStoryTests(PlanStoryTests.Demo demo) : IClassFixture<PlanStoryTests.Demo>
{
    readonly FleetServer _server = demo.Server;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class Demo : DemoServer
    {
        protected override Task<string?> NewDatabase() => Task.FromResult<string?>(null);
    }

    [Fact]
    public async Task People_see_why_ask_what_if_and_decide()
    {
        var programId = await _server.UploadSample("ps_cube20_ender3_020.gcode", Cancellation);
        var first = await Queue(programId, copies: 4);
        await _server.Until(async () => Text(await _server.Get($"/api/jobs/{first}", Cancellation), "state") == "running", "the first copy runs", Cancellation);
        var second = await Queue(programId, copies: 1);

        // Who queued first is served first, on the only machine that the program was sliced for.
        await _server.Until(async () => (await Lane("ender")).Count == 5, "everything is planned", Cancellation);
        Assert.Equal(["running", "planned", "planned", "planned", "planned"], (await Lane("ender")).Select(block => Text(block, "kind")));
        Assert.Equal(second, Text((await Lane("ender"))[^1], "jobId"));
        var why = await _server.Get($"/api/plan/jobs/{second}", Cancellation);
        Assert.Contains("Ender", Text(why, "binding"), StringComparison.Ordinal);
        Assert.Contains(why.GetProperty("machines").EnumerateArray(), machine => Text(machine, "machineId") == "laser" && machine.GetProperty("never").GetBoolean());
        Assert.Contains("Planned: Ender", Text(await _server.Get($"/api/jobs/{second}", Cancellation), "reason"), StringComparison.Ordinal);

        // Asking changes nothing; deciding does.
        var answer = await _server.Post("/api/plan/ask", new { kind = "now", jobId = second }, Cancellation);
        Assert.True(answer.GetProperty("moves").GetArrayLength() > 1);
        Assert.Equal(second, Text((await Lane("ender"))[^1], "jobId"));
        var place = answer.GetProperty("moves").EnumerateArray().First(move => Text(move, "jobId") == second);
        var pinned = await _server.Http.PutAsJsonAsync($"/api/plan/jobs/{second}/pin", new { machineId = Text(place, "toMachineId"), at = place.GetProperty("toStart").GetDateTimeOffset() }, Cancellation);
        Assert.True(pinned.IsSuccessStatusCode, await pinned.Content.ReadAsStringAsync(Cancellation));
        var next = (await Lane("ender")).First(block => Text(block, "kind") == "planned");
        Assert.Equal(second, Text(next, "jobId"));
        Assert.True(next.GetProperty("pinned").GetBoolean());
        Assert.True((await _server.Http.DeleteAsync($"/api/plan/jobs/{second}/pin", Cancellation)).IsSuccessStatusCode);
        await Refused(await _server.Http.PutAsJsonAsync($"/api/plan/jobs/{second}/pin", new { machineId = "nowhere" }, Cancellation), HttpStatusCode.NotFound);

        // A machine that breaks: the plan says what would be, and goes on as it was.
        var broken = await _server.Post("/api/plan/ask", new { kind = "machineDown", machineId = "ender" }, Cancellation);
        Assert.True(broken.GetProperty("impossible").GetArrayLength() > 0);
        foreach (var job in new[] { first, second })
            await _server.Post($"/api/jobs/{job}/cancel", new { }, Cancellation);
        await Cleared("ender");
    }

    [Fact]
    public async Task A_booked_machine_is_left_alone()
    {
        var now = DateTimeOffset.UtcNow;
        var booking = await _server.Post("/api/bookings", new { machineId = "mini", from = now, until = now.AddHours(2), kind = "maintenance", note = "Riemen" }, Cancellation);
        await Refused(await _server.Http.PostAsJsonAsync("/api/bookings", new { machineId = "mini", from = now.AddHours(1), until = now.AddHours(3) }, Cancellation), HttpStatusCode.Conflict);
        await Refused(await _server.Http.PostAsJsonAsync("/api/bookings", new { machineId = "mini", from = now, until = now }, Cancellation), HttpStatusCode.UnprocessableEntity);
        var job = await Queue(await _server.UploadSample("ps_cube20_ender3_020.gcode", Cancellation), copies: 1, machineId: "mini");
        await _server.Until(async () => (await Lane("mini")).Any(block => Text(block, "kind") == "planned"), "it is planned", Cancellation);
        var planned = (await Lane("mini")).First(block => Text(block, "kind") == "planned");
        Assert.True(planned.GetProperty("from").GetDateTimeOffset() >= now.AddHours(2));
        Assert.True((await _server.Http.DeleteAsync($"/api/bookings/{Text(booking, "id")}", Cancellation)).IsSuccessStatusCode);
        await _server.Until(async () => Text(await _server.Get($"/api/jobs/{job}", Cancellation), "state") == "running", "it starts when the booking is cancelled", Cancellation);
        await _server.Post($"/api/jobs/{job}/cancel", new { }, Cancellation);
        await Cleared("mini");
    }

    [Fact]
    public async Task Machines_on_one_fuse_heat_up_one_after_the_other()
    {
        // Two peaks are too much for the fuse, a peak beside a warm machine is not.
        await Rules("circuits: { room: { capW: 400, machines: [prusa-links, prusa-rechts] } }");
        var job = await Queue(await _server.UploadSample("ps_cube20_mk3s_020.gcode.gz", Cancellation), copies: 2);
        await _server.Until(async () => Text(await _server.Get($"/api/jobs/{job}", Cancellation), "reason").Contains("room carries 240 W and allows 400 W", StringComparison.Ordinal), "the second one waits for the fuse", Cancellation);
        Assert.Single(await Runs(job));
        await _server.Until(async () => (await Runs(job)).Count == 2, "the second one starts when the first is warm", Cancellation);
        var events = await Task.WhenAll((await Runs(job)).Select(run => _server.Get($"/api/runs/{Text(run, "id")}", Cancellation)));
        Assert.Equal(2, events.Select(run => Text(run, "machineId")).Distinct().Count());
        await Rules("");
        await _server.Post($"/api/jobs/{job}/cancel", new { }, Cancellation);
        await Cleared("prusa-links");
        await Cleared("prusa-rechts");
    }

    [Fact]
    public async Task Rules_with_a_fault_are_refused_as_a_whole()
    {
        await Rules("policy: { carbon: much }");
        var refused = await _server.Http.PutAsync("/api/plan/rules", new StringContent("policy: { carbon: much }\nopen: { mondays: \"10:00-20:00\" }\ncircuits: { a: { capW: -1 } }"), Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var detail = Text(await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation), "detail");
        Assert.Contains("Line 2:", detail, StringComparison.Ordinal);
        Assert.Contains("Line 3:", detail, StringComparison.Ordinal);
        Assert.Equal("policy: { carbon: much }", await _server.Http.GetStringAsync("/api/plan/rules", Cancellation));
        await Refused(await _server.Http.PutAsync("/api/plan/rules", new StringContent("machines: { nowhere: { loud: true } }"), Cancellation), HttpStatusCode.UnprocessableEntity);
        await Rules("");
    }

    [Fact]
    public async Task Whoever_holds_no_induction_is_not_planned_on_the_machine()
    {
        await Rules("machines: { laser: { induction: laser } }");
        var program = "G21\nG90\nM4 S0\nG0 X10 Y10\nG1 X60 Y10 S300 F1200\nG1 X60 Y60\nM5\n"u8.ToArray();
        var upload = await (await _server.Upload(program, "etikett.nc", Cancellation)).Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var job = await Queue(Text(upload, "id"), copies: 1, machineId: "laser");
        await _server.Until(async () => Text(await _server.Get($"/api/jobs/{job}", Cancellation), "reason").Contains("induction", StringComparison.Ordinal), "the plan says what is missing", Cancellation);
        var owner = Text(await _server.Get($"/api/jobs/{job}", Cancellation), "owner");
        var given = await _server.Post("/api/inductions", new { person = owner, kind = "laser", earned = "Kurs am 3. Mai bei Anna" }, Cancellation);
        await _server.Until(async () => Text(await _server.Get("/api/machines/laser", Cancellation), "state") == "needsYou", "the run is proposed", Cancellation);
        Assert.True((await _server.Http.DeleteAsync($"/api/inductions/{Text(given, "id")}", Cancellation)).IsSuccessStatusCode);
        await _server.Post($"/api/jobs/{job}/cancel", new { }, Cancellation);
        await Rules("");
    }

    [Fact]
    public async Task A_job_that_waited_for_a_machine_out_of_use_is_proposed_when_it_is_back()
    {
        Assert.True((await Post("/api/machines/laser/commands", new { kind = "lock", reason = "The mirror is being cleaned." })).IsSuccessStatusCode);
        var program = "G21\nG90\nM4 S0\nG0 X10 Y10\nG1 X50 Y20 S300 F1200\nG1 X60 Y50\nM5\n"u8.ToArray();
        var upload = await (await _server.Upload(program, "spiegel.nc", Cancellation)).Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var job = await Queue(Text(upload, "id"), copies: 1, machineId: "laser");
        await _server.Until(async () => (await Lane("laser")).Any(block => Text(block, "jobId") == job && block.GetProperty("from").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(30)), "it is promised for later", Cancellation);
        Assert.True((await Post("/api/machines/laser/commands", new { kind = "unlock" })).IsSuccessStatusCode);
        await _server.Until(async () => Text(await _server.Get("/api/machines/laser", Cancellation), "state") == "needsYou", "it is proposed", Cancellation);
        await _server.Post($"/api/jobs/{job}/cancel", new { }, Cancellation);
        await Cleared("laser");
    }

    [Fact]
    public async Task A_start_by_hand_meets_hours_and_fuse_and_an_operator_may_set_the_hours_aside_with_a_reason()
    {
        // The laser may be started three days from now, for a minute of the night.
        var hours = $"mayStart: {{ {DateTime.UtcNow.AddDays(3).ToString("ddd", System.Globalization.CultureInfo.InvariantCulture).ToLowerInvariant()}: \"03:00-03:01\" }}";
        var program = "G21\nG90\nM4 S0\nG0 X10 Y10\nG1 X60 Y20 S300 F1200\nG1 X60 Y70\nM5\n"u8.ToArray();
        var upload = await (await _server.Upload(program, "schild.nc", Cancellation)).Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var job = await Queue(Text(upload, "id"), copies: 2, machineId: "laser");
        await _server.Until(async () => Text(await _server.Get("/api/machines/laser", Cancellation), "state") == "needsYou", "the first copy is proposed", Cancellation);

        await Rules($"machines: {{ laser: {{ {hours} }} }}");
        var start = "/api/machines/laser/commands";
        await Refused(await Post(start, new { kind = "start" }), HttpStatusCode.Conflict, "outsideHours", "may not be started now");
        await Refused(await Post(start, new { kind = "start", @override = "x" }), HttpStatusCode.UnprocessableEntity, "override", "reason");
        await Rules($"machines: {{ laser: {{ {hours} }} }}\ncircuits: {{ room: {{ capW: 10, machines: [laser] }} }}");
        await Refused(await Post(start, new { kind = "start", @override = "Anna stays with it" }), HttpStatusCode.Conflict, "fuse", "room allows 10 W");
        await Rules($"machines: {{ laser: {{ {hours} }} }}");
        Assert.True((await Post(start, new { kind = "start", @override = "Anna stays with it" })).IsSuccessStatusCode);
        var first = Assert.Single(await Runs(job));
        var aside = (await _server.Get($"/api/runs/{Text(first, "id")}", Cancellation)).GetProperty("setAside");
        Assert.Equal("Anna stays with it", Text(aside, "reason"));
        Assert.Contains("may not be started now", Text(aside, "conditions"), StringComparison.Ordinal);
        await _server.Until(async () => Text(await _server.Get("/api/machines/laser", Cancellation), "state") == "bedFull", "the first copy is made", Cancellation);
        await Cleared("laser");

        // The plan waits for the hours. A person may not start the second copy either, unless with a reason, which then holds at the machine too.
        await Refused(await Post($"/api/jobs/{job}/start", new { machineId = "laser" }), HttpStatusCode.Conflict, "outsideHours", "may not be started now");
        await Refused(await Post($"/api/jobs/{job}/start", new { machineId = "ender", @override = "Anna stays with it" }), HttpStatusCode.Conflict, "chosen", "was sent to laser");
        Assert.Single(await Runs(job));
        Assert.True((await Post($"/api/jobs/{job}/start", new { machineId = "laser", @override = "The sign is needed tonight" })).IsSuccessStatusCode);
        await _server.Until(async () => Text(await _server.Get("/api/machines/laser", Cancellation), "state") == "needsYou", "the second copy is proposed", Cancellation);
        Assert.True((await Post(start, new { kind = "start" })).IsSuccessStatusCode);
        await _server.Until(async () => Text(await _server.Get("/api/machines/laser", Cancellation), "state") == "bedFull", "the second copy is made", Cancellation);
        await Rules("");
        await _server.Post($"/api/jobs/{job}/cancel", new { }, Cancellation);
        await Cleared("laser");
    }

    Task<HttpResponseMessage> Post(string path, object body) => _server.Http.PostAsJsonAsync(path, body, Cancellation);

    static async Task Refused(HttpResponseMessage answer, HttpStatusCode status, string code, string part)
    {
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal((status, code), (answer.StatusCode, Text(problem, "code")));
        Assert.Contains(part, Text(problem, "detail"), StringComparison.Ordinal);
    }

    async Task<string> Queue(string programId, int copies, string? machineId = null) =>
        Text(await _server.Post("/api/jobs", new { programId, copies, purpose = "repair", machineId }, Cancellation), "id");

    async Task Rules(string yaml)
    {
        var answer = await _server.Http.PutAsync("/api/plan/rules", new StringContent(yaml), Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    async Task<IReadOnlyList<JsonElement>> Lane(string machineId) =>
        [.. (await _server.Get("/api/plan", Cancellation)).GetProperty("machines").EnumerateArray().First(lane => Text(lane, "machineId") == machineId)
            .GetProperty("blocks").EnumerateArray()];

    async Task<IReadOnlyList<JsonElement>> Runs(string jobId) => [.. (await _server.Get($"/api/jobs/{jobId}", Cancellation)).GetProperty("runs").EnumerateArray()];

    /// <summary>The machine is free for the next test, whatever lies on it.</summary>
    Task Cleared(string machineId) => _server.Until(async () =>
    {
        await _server.Http.PostAsJsonAsync($"/api/machines/{machineId}/commands", new { kind = "bedCleared" }, Cancellation);
        return Text(await _server.Get($"/api/machines/{machineId}", Cancellation), "state") == "ready";
    }, $"{machineId} is ready", Cancellation);

    static async Task Refused(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.True(Text(await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation), "detail").Length > 10);
    }

    static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
