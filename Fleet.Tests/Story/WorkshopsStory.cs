using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Fleet.Tests.Story;

/// <summary>Two workshops through REST on a real server: one plan or two, parts that are brought from one to the other, and what stands where.</summary>
public abstract class WorkshopsStory(DemoServer demo)
{
    readonly FleetServer _server = demo.Server;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Workshops_that_plan_together_make_each_others_parts_as_soon_as_somebody_brings_them()
    {
        var added = await _server.Post("/api/workshops", new { name = "Werk 2", plansWith = "workshop" }, Cancellation);
        Assert.Equal(("werk-2", "workshop", 0), (Text(added, "id"), Text(added, "plansWith"), added.GetProperty("machines").GetInt32()));
        Assert.Equal("werk-2", Text(await Put("/api/machines/prusa-rechts/workshop", new { workshop = "werk-2" }), "workshop"));

        // One plan with the lanes of both; nobody brings anything yet.
        var job = await Queue(new { copies = 2, workshop = "workshop" });
        await _server.Until(async () => (await Runs(job)).Count == 1, "the first copy begins where it is wanted", Cancellation);
        Assert.Equal("prusa-links", Text((await Runs(job))[0], "machineId"));
        var plan = await _server.Get("/api/plan?workshop=werk-2", Cancellation);
        Assert.Equal(["workshop", "werk-2"], plan.GetProperty("workshops").EnumerateArray().Select(workshop => Text(workshop, "id")));
        Assert.Contains(plan.GetProperty("machines").EnumerateArray(), lane => Text(lane, "machineId") == "prusa-rechts" && Text(lane, "workshop") == "werk-2");
        Assert.Contains(plan.GetProperty("machines").EnumerateArray(), lane => Text(lane, "machineId") == "ender" && Text(lane, "workshop") == "workshop");
        var verdict = (await _server.Get($"/api/plan/jobs/{job}", Cancellation)).GetProperty("machines").EnumerateArray().First(one => Text(one, "machineId") == "prusa-rechts");
        Assert.True(verdict.GetProperty("never").GetBoolean());
        Assert.Contains("from where nothing is brought to Werkstatt", verdict.GetProperty("unmet").EnumerateArray().First(one => Text(one, "code") == "elsewhere").GetProperty("sentence").GetString(), StringComparison.Ordinal);
        await Refused(await _server.Http.PostAsJsonAsync($"/api/jobs/{job}/start", new { machineId = "prusa-rechts" }, Cancellation), HttpStatusCode.Conflict, "elsewhere");

        // The second workshop's rules name the price: somebody comes by anyway.
        await Rules("werk-2", "transport: { workshop: 0 }");
        await _server.Until(async () => (await Runs(job)).Any(run => Text(run, "machineId") == "prusa-rechts"), "the other workshop makes the second copy", Cancellation);
        await Cancel(job, "prusa-links", "prusa-rechts");

        // What is loaded on a machine lies where the machine stands.
        var lot = await _server.Post("/api/lots", new { material = "PLA", grams = 800, colour = "grau", name = "S-77" }, Cancellation);
        Assert.Equal("workshop", Text(lot, "workshop"));
        Assert.Equal("werk-2", Text(await _server.Post($"/api/lots/{Text(lot, "id")}/load", new { machineId = "prusa-rechts", tool = 0 }, Cancellation), "workshop"));

        // A plan of its own: nothing of the one is made in the other, and each plan shows its own machines.
        Assert.Equal("werk-2", Text(await Patch("/api/workshops/werk-2", new { plansWith = "" }), "plansWith"));
        var own = await _server.Get("/api/plan?workshop=werk-2", Cancellation);
        Assert.Equal("prusa-rechts", Text(Assert.Single(own.GetProperty("machines").EnumerateArray()), "machineId"));
        Assert.DoesNotContain((await _server.Get("/api/plan", Cancellation)).GetProperty("machines").EnumerateArray(), lane => Text(lane, "machineId") == "prusa-rechts");
        await Refused(await Post("/api/jobs", new { programId = await _server.UploadSample("ps_cube20_mk3s_020.gcode.gz", Cancellation), purpose = "repair", machineId = "prusa-rechts", workshop = "workshop" }), HttpStatusCode.UnprocessableEntity, "noMachineCanMakeIt", "Queue it for Werk 2");
        var there = await Queue(new { copies = 1, workshop = "werk-2" });
        await _server.Until(async () => (await Runs(there)).Count == 1, "it begins there", Cancellation);
        Assert.Equal("prusa-rechts", Text((await Runs(there))[0], "machineId"));
        await Refused(await _server.Http.PutAsJsonAsync("/api/machines/prusa-rechts/workshop", new { workshop = "workshop" }, Cancellation), HttpStatusCode.Conflict, "running");
        await Cancel(there, "prusa-rechts");

        // A machine that was carried asks the fuses of the workshop in which it stands now.
        await Put("/api/machines/laser/workshop", new { workshop = "werk-2" });
        var program = "G21\nG90\nM4 S0\nG0 X10 Y10\nG1 X60 Y30 S300 F1200\nG1 X60 Y40\nM5\n"u8.ToArray();
        var upload = await Read(await _server.Upload(program, "werk.nc", Cancellation));
        var label = await _server.Post("/api/jobs", new { programId = Text(upload, "id"), purpose = "repair", machineId = "laser" }, Cancellation);
        Assert.Equal("werk-2", Text(label, "workshop"));
        await _server.Until(async () => Text(await _server.Get("/api/machines/laser", Cancellation), "state") == "needsYou", "it is proposed", Cancellation);
        await Rules("werk-2", "circuits: { room: { capW: 10, machines: [laser] } }");
        await Refused(await Post("/api/machines/laser/commands", new { kind = "start" }), HttpStatusCode.Conflict, "fuse");
        await Rules("werk-2", "");
        await Cancel(Text(label, "id"), "laser");
        await Put("/api/machines/laser/workshop", new { workshop = "workshop" });

        // Back as it was: what was ever used is not taken away.
        await Refused(await _server.Http.DeleteAsync("/api/workshops/werk-2", Cancellation), HttpStatusCode.Conflict, "inUse");
        await Put("/api/machines/prusa-rechts/workshop", new { workshop = "workshop" });
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_what_is_known()
    {
        await Refused(await Post("/api/workshops", new { name = " " }), HttpStatusCode.UnprocessableEntity, "name");
        await Refused(await Post("/api/workshops", new { name = "Schule", timeZone = "Mars/North" }), HttpStatusCode.UnprocessableEntity, "timeZone");
        await Refused(await Post("/api/workshops", new { name = "Schule", plansWith = "nowhere" }), HttpStatusCode.UnprocessableEntity, "plansWith", "Known are");
        Assert.Equal("Europe/Vienna", Text(await _server.Post("/api/workshops", new { name = "Schule", timeZone = "Europe/Vienna" }, Cancellation), "timeZone"));
        await Refused(await Post("/api/workshops", new { name = "Schule" }), HttpStatusCode.Conflict, "taken");

        // One keeps the plan; whoever plans with it keeps none.
        await _server.Post("/api/workshops", new { name = "Keller", plansWith = "schule" }, Cancellation);
        await Refused(await Post("/api/workshops", new { name = "Dach", plansWith = "keller" }), HttpStatusCode.UnprocessableEntity, "plansWith", "schule");
        await Refused(await _server.Http.PatchAsJsonAsync("/api/workshops/schule", new { plansWith = "workshop" }, Cancellation), HttpStatusCode.Conflict, "keepsPlan", "Keller");
        await Refused(await _server.Http.DeleteAsync("/api/workshops/schule", Cancellation), HttpStatusCode.Conflict, "keepsPlan");
        await Refused(await _server.Http.DeleteAsync("/api/workshops/workshop", Cancellation), HttpStatusCode.Conflict, "first");

        await Refused(await Post("/api/jobs", new { programId = await _server.UploadSample("ps_cube20_mk3s_020.gcode.gz", Cancellation), purpose = "repair", workshop = "nowhere" }), HttpStatusCode.UnprocessableEntity, "workshop", "keller");
        await Refused(await _server.Http.GetAsync("/api/plan?workshop=nowhere", Cancellation), HttpStatusCode.UnprocessableEntity, "workshop");
        await Refused(await _server.Http.PutAsync("/api/plan/rules?workshop=schule", new StringContent("transport: { nowhere: 5 }"), Cancellation), HttpStatusCode.UnprocessableEntity, "workshop");

        Assert.Equal("Kellerwerkstatt", Text(await Patch("/api/workshops/keller", new { name = "Kellerwerkstatt" }), "name"));
        foreach (var id in new[] { "keller", "schule" })
            Assert.Equal(HttpStatusCode.NoContent, (await _server.Http.DeleteAsync($"/api/workshops/{id}", Cancellation)).StatusCode);
    }

    Task<HttpResponseMessage> Post(string path, object body) => _server.Http.PostAsJsonAsync(path, body, Cancellation);

    async Task<JsonElement> Put(string path, object body) => await Read(await _server.Http.PutAsJsonAsync(path, body, Cancellation));

    async Task<JsonElement> Patch(string path, object body) => await Read(await _server.Http.PatchAsJsonAsync(path, body, Cancellation));

    static async Task<JsonElement> Read(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    async Task Rules(string workshop, string yaml)
    {
        var answer = await _server.Http.PutAsync($"/api/plan/rules?workshop={workshop}", new StringContent(yaml), Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    async Task<string> Queue(object wishes)
    {
        var body = JsonSerializer.SerializeToNode(wishes)!.AsObject();
        body["programId"] = await _server.UploadSample("ps_cube20_mk3s_020.gcode.gz", Cancellation);
        body["purpose"] = "repair";
        return Text(await _server.Post("/api/jobs", body, Cancellation), "id");
    }

    async Task<IReadOnlyList<JsonElement>> Runs(string jobId) => [.. (await _server.Get($"/api/jobs/{jobId}", Cancellation)).GetProperty("runs").EnumerateArray()];

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

    static async Task Refused(HttpResponseMessage response, HttpStatusCode status, string code, string says = "")
    {
        Assert.Equal(status, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(code, Text(problem, "code"));
        Assert.Contains(says, Text(problem, "detail"), StringComparison.Ordinal);
    }

    static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
