using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Fleet.Agent.Uplink;

namespace Fleet.Bench.Load;

/// <summary>
/// One server under many machines: real agent connections with 100 machines each at one sample a second, 500 of the machines running,
/// a thousand live viewers, everything on this computer.
/// </summary>
static class LoadBench
{
    const int MachinesPerAgent = 100;
    const int MostRunning = 500;
    const int ViewersWanted = 1000;
    const int ScreenSize = 20;
    const int Commands = 1000;
    static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12);

    public static async Task Curve(IReadOnlyList<int> sizes)
    {
        var rows = new List<LoadRow>();
        foreach (var machines in sizes)
            rows.Add(await MeasureOne(machines, 0, null));
        Print(rows);
    }

    /// <summary>An agent that was away for a week comes back to a server that others use, on each engine.</summary>
    public static async Task Journal(int facts)
    {
        await using var postgres = await LocalPostgreSql.Start();
        Console.WriteLine();
        Console.WriteLine("journal      facts/s   caught up     the others' frames p99: before / meanwhile");
        foreach (var (engine, database) in new[] { ("SQLite", (string?)null), ("PostgreSQL", await postgres.NewDatabase()) })
        {
            var row = await MeasureOne(1000, facts, database);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{engine,-10} {row.FactsPerSecond,9:0} {row.CatchUpSeconds,9:0.0} s   {row.AgeP99Ms,10:0} / {row.AgeP99DuringCatchUpMs:0} ms"));
        }
        Console.WriteLine($"{facts} facts of 100 machines at once; 1 000 machines at 1 Hz and {ViewersWanted} viewers go on. Asked for: ≥ 20 000 facts/s on SQLite, ≥ 10 000 on PostgreSQL, 500 000 in ≤ 60 s, frames not more than 20 % slower.");
    }

    static async Task<LoadRow> MeasureOne(int machines, int facts, string? database)
    {
        var agentCount = Math.Max(1, machines / MachinesPerAgent);
        await using var server = new LoadedServer(database);
        await server.Start();
        var ids = new List<string>();
        for (var agent = 0; agent < agentCount; agent++)
            ids.Add(await BenchAgent.Enrol(server, $"a{agent}"));
        await server.Stop();
        var toRun = Math.Min(MostRunning, machines / 2);
        server.Populate(ids, Math.Min(machines, MachinesPerAgent), toRun);
        await server.Start();

        var running = ids.SelectMany(id => Enumerable.Range(0, MachinesPerAgent).Select(machine => LoadedServer.MachineId(id, machine))).Take(toRun).ToHashSet();
        var agents = new List<BenchAgent>();
        for (var agent = 0; agent < agentCount; agent++)
            agents.Add(await BenchAgent.Attach(server, $"a{agent}", ids[agent], Math.Min(machines, MachinesPerAgent), running.Contains));
        using var ending = new CancellationTokenSource();
        var sampling = Sample(agents, ending.Token);
        await using var viewers = new Viewers(server, ViewersWanted, viewer => Enumerable.Range(0, ScreenSize)
            .Select(place => LoadedServer.MachineId(ids[viewer % ids.Count], (viewer + place) % Math.Min(machines, MachinesPerAgent))));
        await Task.Delay(WarmUp);

        viewers.Measure(true);
        var (cpu, began) = (server.CpuSeconds(), Stopwatch.GetTimestamp());
        var commandsMs = await SendCommands(server, ids, running);
        if (Measured - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } rest)
            await Task.Delay(rest);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var row = new LoadRow(machines, (server.CpuSeconds() - cpu) / seconds * 100, server.ResidentMb(), Quantile(viewers.AgesMs(), 0.5), Quantile(viewers.AgesMs(), 0.99),
            Quantile(commandsMs, 0.5), Quantile(commandsMs, 0.99));
        if (facts > 0)
        {
            viewers.Measure(true);
            var caughtUp = await agents[0].CatchUp(facts, ServerSession.FactsPerBatch, ServerSession.BatchesOnTheirWay);
            row = row with { FactsPerSecond = facts / caughtUp, CatchUpSeconds = caughtUp, AgeP99DuringCatchUpMs = Quantile(viewers.AgesMs(), 0.99) };
        }
        await ending.CancelAsync();
        await sampling;
        foreach (var agent in agents)
            await agent.DisposeAsync();
        return row;
    }

    /// <summary>Each agent once a second, spread over the second as real ones are.</summary>
    static async Task Sample(List<BenchAgent> agents, CancellationToken cancellation)
    {
        var (began, sent) = (Stopwatch.GetTimestamp(), 0L);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
                for (var due = (long)(Stopwatch.GetElapsedTime(began).TotalSeconds * agents.Count); sent < due; sent++)
                    agents[(int)(sent % agents.Count)].Sample();
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    static async Task<double[]> SendCommands(LoadedServer server, List<string> agents, HashSet<string> running)
    {
        using var http = server.Client();
        var delays = new List<double>();
        for (var command = 0; command < Commands; command++)
        {
            var (id, machine) = ($"bench-{Guid.NewGuid():n}", LoadedServer.MachineId(agents[command % agents.Count], MachinesPerAgent - 1 - command % 10));
            if (running.Contains(machine))
                machine = LoadedServer.MachineId(agents[^1], MachinesPerAgent - 1 - command % 10);
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsJsonAsync($"/api/machines/{machine}/commands", new { id, kind = "home" });
            if (BenchAgent.Arrived.TryGetValue(id, out var arrived))
                delays.Add(Stopwatch.GetElapsedTime(began, arrived).TotalMilliseconds);
        }
        return [.. delays];
    }

    internal static double Quantile(double[] values, double share)
    {
        if (values.Length == 0)
            return double.NaN;
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }

    static void Print(List<LoadRow> rows)
    {
        Console.WriteLine();
        Console.WriteLine("machines   server CPU   resident   sample to frame p50/p99   command to agent p50/p99");
        foreach (var row in rows)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{row.Machines,8} {row.CpuPercent,9:0.0} %  {row.ResidentMb,6:0} MB   {row.AgeP50Ms,9:0} / {row.AgeP99Ms,5:0} ms   {row.CommandP50Ms,12:0.0} / {row.CommandP99Ms,5:0.0} ms"));
        Console.WriteLine("asked for 10 000: ≤ 100 % of one core, ≤ 1 000 MB, p99 ≤ 1 500 ms, p99 ≤ 50 ms");
        Console.WriteLine($"{MachinesPerAgent} machines per agent at 1 Hz, up to {MostRunning} running, {ViewersWanted} viewers of {ScreenSize} machines; load from this computer too: {Environment.ProcessorCount} cores, load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]}.");
    }
}
