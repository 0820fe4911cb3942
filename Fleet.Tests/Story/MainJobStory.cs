using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Fleet.Tests.Story;

/// <summary>
/// The main job through REST alone: upload, queue, watch, pause, judge, read the ledger. The simulated machines keep records of
/// their own, and the ledger is held against them.
/// </summary>
public abstract class MainJobStory(DemoServer demo)
{
    const double PlaDensityGPerCm3 = 1.24;
    const double FilamentMm = 1.75;

    readonly FleetServer _server = demo.Server;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_upload_to_ledger()
    {
        var programId = await _server.UploadSample("ps_cube20_ender3_020.gcode", Cancellation);
        var before = await Plug("ender");
        var job = await _server.Post("/api/jobs", new { programId, copies = 2, purpose = "repair", group = "demo" }, Cancellation);
        var jobId = Text(job, "id");

        // The plan chose the machine that the program was sliced for.
        await _server.Until(async () => (await Runs(jobId)).Count == 1 && Text((await Runs(jobId))[0], "state") == "running", "the first copy runs", Cancellation);
        var first = (await Runs(jobId))[0];
        Assert.Equal("ender", Text(first, "machineId"));

        await Command("ender", "pause");
        await _server.Until(async () => Text(await Machine("ender"), "state") == "paused", "the machine is paused", Cancellation);
        await Command("ender", "resume");
        await _server.Until(async () => Text(await Run(first), "state") == "finished", "the first copy is finished", Cancellation);

        // A part is on the bed: nothing starts.
        await _server.Until(async () => Text(await Machine("ender"), "state") == "bedFull", "the bed is full", Cancellation);
        Assert.Single(await Runs(jobId));
        Assert.Equal(JsonValueKind.Null, (await Run(first)).GetProperty("outcome").ValueKind);

        var run = await _server.Post($"/api/runs/{Text(first, "id")}/outcome", new { outcome = "good" }, Cancellation);
        Assert.Equal("good", Text(run, "outcome"));
        await TheGramsAreTheLengthTimesCrossSectionTimesDensity(run);

        // The bed is clear again: the second copy starts by itself, and is cancelled.
        await _server.Until(async () => (await Runs(jobId)).Count == 2 && Text((await Runs(jobId))[1], "state") == "running", "the second copy runs", Cancellation);
        var second = (await Runs(jobId))[1];
        await Command("ender", "cancel");
        await _server.Until(async () => Text(await Run(second), "state") == "cancelled", "the second copy is cancelled", Cancellation);
        await _server.Until(async () => Text(await _server.Get($"/api/jobs/{jobId}", Cancellation), "state") == "done", "the job is done", Cancellation);

        await TheLedgerAddsUpToTheMeter(before);
        await TheReportIsWhatTheExportHolds();
    }

    [Fact]
    public async Task An_attended_machine_waits_for_a_person()
    {
        var programId = await _server.UploadSample("cnc_pocket_small.nc", Cancellation);
        var job = await _server.Post("/api/jobs", new { programId, copies = 1, purpose = "learning", machineId = "fraese" }, Cancellation);
        await _server.Until(async () => Text(await Machine("fraese"), "state") == "needsYou", "the router asks for a person", Cancellation);
        Assert.Equal("planned", Text((await Runs(Text(job, "id")))[0], "state"));
        await Command("fraese", "start");
        await _server.Until(async () => Text((await Runs(Text(job, "id")))[0], "state") == "finished", "the pocket is milled", Cancellation);
    }

    [Fact]
    public async Task A_command_with_a_known_id_does_nothing_twice()
    {
        var body = new { id = "the-same-command", kind = "lock", reason = "Wartung" };
        await _server.Post("/api/machines/mini/commands", body, Cancellation);
        await _server.Post("/api/machines/mini/commands", new { kind = "unlock" }, Cancellation);
        await _server.Post("/api/machines/mini/commands", body, Cancellation);
        Assert.NotEqual("locked", Text(await Machine("mini"), "state"));
    }

    [Fact]
    public async Task Bad_input_ends_in_one_sentence_and_leaves_nothing_behind()
    {
        await Refused(await _server.Upload([], "empty.gcode", Cancellation), "empty");
        await Refused(await _server.Upload([.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 37))], "picture.gcode", Cancellation), "");
        await Refused(await _server.Upload("Dear diary, today nothing happened.\n"u8.ToArray(), "letter.gcode", Cancellation), "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _server.Http.PostAsJsonAsync("/api/jobs", new { programId = "nonsense", copies = 1, purpose = "repair" }, Cancellation)).StatusCode);

        var huge = "M104 S200\nG28\nG90\nM83\nG1 X10 Y10 Z0.2 E1\nG1 X900 Y10 E20 F1200\nG1 X900 Y900 E20\n"u8.ToArray();
        var upload = await _server.Upload(huge, "../../etc/huge\u0007.gcode", Cancellation);
        var program = await upload.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("huge.gcode", Text(program, "name"));
        await Refused(await _server.Http.PostAsJsonAsync("/api/jobs", new { programId = Text(program, "id"), copies = 1, purpose = "repair" }, Cancellation), "can make it");

        foreach (var job in new object[]
                 {
                     new { programId = Text(program, "id"), copies = 0, purpose = "repair" },
                     new { programId = Text(program, "id"), copies = 1, purpose = "" },
                     new { programId = Text(program, "id"), copies = 1, purpose = "repair", machineId = "nowhere" },
                 })
            await Refused(await _server.Http.PostAsJsonAsync("/api/jobs", job, Cancellation), "");
        Assert.DoesNotContain((await _server.Get("/api/jobs", Cancellation)).EnumerateArray(), job => Text(job, "programId") == Text(program, "id"));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing_behind()
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync("localhost", _server.Address.Port, Cancellation);
        var stream = socket.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
            $"POST /api/programs HTTP/1.1\r\nHost: localhost\r\nX-Api-Key: {FleetServer.AdminKey}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.gcode\"\r\n\r\nG28\nG1 X10\n"), Cancellation);
        socket.Client.Close(0);
        await _server.Until(() => Task.FromResult(!Directory.EnumerateFileSystemEntries(Path.Combine(_server.Data, "programs", "incoming")).Any()), "the broken upload is cleared away", Cancellation);
        Assert.DoesNotContain((await _server.Get("/api/programs", Cancellation)).EnumerateArray(), program => Text(program, "name") == "a.gcode");
    }

    [Fact]
    public async Task The_same_file_twice_is_one_program()
    {
        var content = "M104 S200\nG28\nG90\nM83\nG1 X10 Y10 Z0.2 F1200\nG1 X20 Y10 E1\n"u8.ToArray();
        var first = await (await _server.Upload(content, "one.gcode", Cancellation)).Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var second = await _server.Upload(content, "two.gcode", Cancellation);
        var again = await second.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(Text(first, "id"), Text(again, "id"));
        Assert.True(again.GetProperty("duplicate").GetBoolean());
        Assert.Contains("one.gcode", Text(again, "note"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_who_queue_at_once_both_get_their_job()
    {
        var programId = await _server.UploadSample("cnc_pocket_small.nc", Cancellation);
        var jobs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            _server.Post("/api/jobs", new { programId, copies = 1, purpose = "own use", machineId = "laser", notBefore = "2099-01-01T00:00:00Z" }, Cancellation).ContinueWith(job => job.IsCompletedSuccessfully, TaskScheduler.Default)));
        Assert.All(jobs, queued => Assert.False(queued)); // A laser cuts no pocket: twenty refusals, and nothing half-queued.
        jobs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            _server.Post("/api/jobs", new { programId, copies = 1, purpose = "own use", machineId = "fraese", notBefore = "2099-01-01T00:00:00Z" }, Cancellation).ContinueWith(job => job.IsCompletedSuccessfully, TaskScheduler.Default)));
        Assert.All(jobs, queued => Assert.True(queued));
        Assert.Equal(20, (await _server.Get("/api/jobs?state=queued", Cancellation)).EnumerateArray().Count(job => Text(job, "purpose") == "ownUse"));
    }

    [Fact]
    public async Task A_machine_that_is_unplugged_while_it_is_chosen_leaves_an_honest_queue()
    {
        var pty = Path.Combine(_server.Data, "unplugged");
        using var machine = FleetServer.StartVerb("simulate", "--firmware", "marlin", "--pty", pty, "--profile", "ender-3");
        await _server.Until(() => Task.FromResult(File.Exists(pty)), "the machine is plugged in", Cancellation);
        await _server.Post("/api/machines", new { name = "Wackelkontakt", profile = "ender-3", link = pty, group = "loose" }, Cancellation);
        await _server.Until(async () => Text(await Machine("wackelkontakt"), "state") == "ready", "it is ready", Cancellation);

        var programId = await _server.UploadSample("ps_cube20_ender3_020.gcode", Cancellation);
        var job = await _server.Post("/api/jobs", new { programId, copies = 1, purpose = "repair", group = "loose" }, Cancellation);
        machine.Kill();
        await machine.WaitForExitAsync(Cancellation);
        await _server.Until(async () => Text(await Machine("wackelkontakt"), "state") == "offline", "it is offline", Cancellation);
        await _server.Until(async () =>
        {
            var now = await _server.Get($"/api/jobs/{Text(job, "id")}", Cancellation);
            return Text(now, "state") == "queued" && Text(now, "reason").Length > 0
                && now.GetProperty("runs").EnumerateArray().All(run => Text(run, "state") is "failed" or "interrupted");
        }, "the job waits and says why", Cancellation);
        await _server.Post($"/api/jobs/{Text(job, "id")}/cancel", new { }, Cancellation);
    }

    [Fact]
    public async Task Nothing_answers_without_an_account()
    {
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _server.Address };
        foreach (var path in new[] { "/api/machines", "/api/jobs", "/api/live", "/metrics", "/openapi/v1.json", "/api/docs" })
            Assert.Contains((await stranger.GetAsync(path, Cancellation)).StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Redirect });
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync("/health/live", Cancellation)).StatusCode);
        stranger.DefaultRequestHeaders.Add("Authorization", "Bearer not-a-key-of-this-fleet");
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/machines", Cancellation)).StatusCode);
    }

    async Task TheGramsAreTheLengthTimesCrossSectionTimesDensity(JsonElement run)
    {
        var extrudedMm = (await Record("ender")).GetProperty("extrudedMm")[0].GetDouble();
        var grams = extrudedMm * Math.PI / 4 * FilamentMm * FilamentMm / 1000 * PlaDensityGPerCm3;
        var booked = Assert.Single(run.GetProperty("material").EnumerateArray());
        Assert.InRange(booked.GetProperty("massGrams").GetDouble(), grams * 0.995, grams * 1.005);
        Assert.InRange(booked.GetProperty("lengthMm").GetDouble(), extrudedMm * 0.995, extrudedMm * 1.005);
    }

    /// <summary>Promise 3: runs and overhead of a machine together are the difference of its counter, to the counter's last digit.</summary>
    async Task TheLedgerAddsUpToTheMeter(double beforeWh)
    {
        await _server.Until(async () =>
        {
            var meter = (await Machine("ender")).GetProperty("meters")[0];
            var report = await _server.Get("/api/reports/energy?groupBy=machine", Cancellation);
            var row = report.GetProperty("rows").EnumerateArray().Single(row => Text(row, "key") == "ender");
            var bookedWh = row.GetProperty("wh").GetDouble();
            var first = await FirstReading("ender");
            return Math.Abs(meter.GetProperty("counterWh").GetDouble() - first - bookedWh) < 0.002 && bookedWh > beforeWh - first;
        }, "runs and overhead add up to the meter", Cancellation);
    }

    async Task TheReportIsWhatTheExportHolds()
    {
        foreach (var grouping in new[] { "machine", "purpose", "material" })
        {
            var csv = await _server.Http.GetStringAsync($"/api/reports/energy?from=2000-01-01&to=2100-01-01&groupBy={grouping}&format=csv", Cancellation);
            var report = await _server.Get($"/api/reports/energy?from=2000-01-01&to=2100-01-01&groupBy={grouping}", Cancellation);
            var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(report.GetProperty("rows").GetArrayLength() + 2, lines.Length);
            Assert.StartsWith("from_utc,to_utc,group_by,key", lines[0], StringComparison.Ordinal);
        }
    }

    static async Task Refused(HttpResponseMessage response, string word)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Contains(word, Text(problem, "detail"), StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith(".", Text(problem, "detail"), StringComparison.Ordinal);
    }

    async Task<double> FirstReading(string machineId)
    {
        // The simulated plug starts at a counter of its own, as real ones do.
        await using var reader = Ledger.Open(_server.Data, demo.PostgreSql);
        return await reader.FirstCounterWh($"meter-{machineId}");
    }

    async Task<double> Plug(string machineId)
    {
        var address = Text((await Machine(machineId)).GetProperty("meters")[0], "address");
        using var http = new HttpClient();
        var status = await http.GetFromJsonAsync<JsonElement>($"{address}/rpc/Switch.GetStatus?id=0", Cancellation);
        return status.GetProperty("aenergy").GetProperty("total").GetDouble();
    }

    async Task<JsonElement> Record(string machineId)
    {
        var address = Text((await Machine(machineId)).GetProperty("meters")[0], "address");
        using var http = new HttpClient();
        return await http.GetFromJsonAsync<JsonElement>($"{address}/simulation/record", Cancellation);
    }

    Task<JsonElement> Command(string machineId, string kind) => _server.Post($"/api/machines/{machineId}/commands", new { kind }, Cancellation);

    async Task<IReadOnlyList<JsonElement>> Machines() => [.. (await _server.Get("/api/machines", Cancellation)).EnumerateArray()];

    Task<JsonElement> Machine(string id) => _server.Get($"/api/machines/{id}", Cancellation);

    Task<JsonElement> Run(JsonElement run) => _server.Get($"/api/runs/{Text(run, "id")}", Cancellation);

    async Task<IReadOnlyList<JsonElement>> Runs(string jobId) => [.. (await _server.Get($"/api/jobs/{jobId}", Cancellation)).GetProperty("runs").EnumerateArray()];

    static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
