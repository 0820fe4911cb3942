using System.Net.Http.Json;
using System.Text.Json;

namespace Fleet.Tests.Story;

/// <summary>
/// The server is killed at ten random moments of a run and started again. The agent owns the run: the part is finished, and the
/// ledger agrees with the firmware's and the plug's own records to the last digit.
/// </summary>
[Collection("Servers")]
public sealed class KilledServerTests
{
    const int Kills = 10;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_killed_ten_times_in_mid_run_books_everything_once()
    {
        // Seeded, so that a failure can be looked at again.
        var moments = new Random(20261123);
        await using var server = new FleetServer(["--demo", "--speed", "30"]);
        await server.Start(Cancellation);
        await server.Until(async () => State(await server.Get("/api/machines/ender", Cancellation)) == "ready", "the machine is ready", Cancellation);
        var machine = await server.Get("/api/machines/ender", Cancellation);
        var plug = machine.GetProperty("meters")[0].GetProperty("address").GetString()!;

        var programId = await server.UploadSample("ps_cube20_ender3_020.gcode", Cancellation);
        var job = await server.Post("/api/jobs", new { programId, copies = 1, purpose = "prototype" }, Cancellation);
        var jobPath = $"/api/jobs/{job.GetProperty("id").GetString()}";
        for (var kill = 0; kill < Kills; kill++)
        {
            var wait = TimeSpan.FromMilliseconds(moments.Next(0, 1500));
            using (var moment = new PeriodicTimer(wait + TimeSpan.FromMilliseconds(1)))
                await moment.WaitForNextTickAsync(Cancellation);
            await server.Kill();
            await server.Start(Cancellation);
        }
        await server.Until(async () => await Runs() is [.., var last] && State(last) == "finished", "the part is finished", Cancellation);
        var run = Assert.Single(await Runs());
        var runId = run.GetProperty("id").GetString()!;
        await server.Until(async () => State(await server.Get("/api/machines/ender", Cancellation)) == "bedFull", "the bed is full", Cancellation);

        using var http = new HttpClient();
        var record = await http.GetFromJsonAsync<JsonElement>($"{plug}/simulation/record", Cancellation);
        await using var ledger = Ledger.Open(server.Data, null);
        Assert.Equal(1, await ledger.Events(runId, "started"));
        Assert.Equal(1, await ledger.Events(runId, "finished"));
        Assert.Equal(record.GetProperty("extrudedMm")[0].GetDouble(), await ledger.BookedMm(runId), 0.01);
        Assert.Equal(await ledger.LastCounterWh("meter-ender") - await ledger.FirstCounterWh("meter-ender"), await ledger.BookedWh("meter-ender"), 0.002);

        async Task<IReadOnlyList<JsonElement>> Runs() => [.. (await server.Get(jobPath, Cancellation)).GetProperty("runs").EnumerateArray()];
    }

    [Fact]
    public async Task A_server_that_is_stopped_in_order_goes_on_where_it_was()
    {
        await using var server = new FleetServer(["--demo", "--speed", "60"]);
        await server.Start(Cancellation);
        var programId = await server.UploadSample("ps_cube20_ender3_020.gcode", Cancellation);
        await server.Until(async () => State(await server.Get("/api/machines/ender", Cancellation)) == "ready", "the machine is ready", Cancellation);
        await server.Post("/api/machines/ender/commands", new { kind = "lock", reason = "Düse verstopft" }, Cancellation);
        var job = await server.Post("/api/jobs", new { programId, copies = 1, purpose = "repair" }, Cancellation);
        var jobPath = $"/api/jobs/{job.GetProperty("id").GetString()}";
        await server.Until(async () => (await server.Get(jobPath, Cancellation)).GetProperty("reason").GetString()!.Contains("Düse verstopft", StringComparison.Ordinal),
            "the queue says why the job waits", Cancellation);

        Assert.Equal(0, await server.Stop());
        // Neither the server nor its agent falls on its way out.
        Assert.DoesNotContain("exception", server.Printed, StringComparison.OrdinalIgnoreCase);
        await server.Start(Cancellation);
        await server.Until(async () => State(await server.Get("/api/machines/ender", Cancellation)) == "locked", "the lock is still there", Cancellation);
        await server.Post("/api/machines/ender/commands", new { kind = "unlock" }, Cancellation);
        await server.Until(async () => State(await server.Get(jobPath, Cancellation)) == "running", "the job starts", Cancellation);
    }

    static string State(JsonElement element) => element.GetProperty("state").GetString() ?? "";
}
