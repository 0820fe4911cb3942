using System.Diagnostics;
using System.Globalization;
using Fleet.Agent.Uplink;
using Npgsql;

namespace Fleet.Bench.Load;

/// <summary>
/// Three nodes on one PostgreSQL, three agents with a hundred machines each, people who command machines all the time through any node.
/// One node is killed, another one is stopped in order.
/// <code>
///   people ──►  A    B    C          kill -9 A ·········· SIGTERM B
///   agents ──►  1    2    3               └─ every machine commandable again?   └─ any command failed, the longest call?
/// </code>
/// </summary>
static class NodesBench
{
    const int Nodes = 3;
    const int MachinesPerAgent = 100;
    const int People = 4;
    static readonly TimeSpan Before = TimeSpan.FromSeconds(5);
    static readonly TimeSpan After = TimeSpan.FromSeconds(15);

    public static async Task Run()
    {
        await using var postgres = await LocalPostgreSql.Start();
        var database = await postgres.NewDatabase();
        var nodes = new List<LoadedServer>();
        for (var node = 0; node < Nodes; node++)
        {
            nodes.Add(new(database, clustered: true));
            await nodes[^1].Start();
        }
        var ids = new List<string>();
        for (var agent = 0; agent < Nodes; agent++)
            ids.Add(await BenchAgent.Enrol(nodes[0], $"a{agent}"));
        nodes[0].Populate(ids, MachinesPerAgent, running: 0);
        var agents = ids.Select((id, agent) => new RoamingAgent(id, AgentIdentity.Load(nodes[0].AgentFolder($"a{agent}"))!,
            [.. nodes.Select(node => node.AgentDoor)], agent, MachinesPerAgent)).ToList();
        var machines = ids.SelectMany(id => Enumerable.Range(0, MachinesPerAgent).Select(machine => LoadedServer.MachineId(id, machine))).ToArray();
        var people = new PeopleAtNodes(nodes, machines);
        await people.EveryMachine();

        var working = people.Work(People);
        await Task.Delay(Before);
        var quiet = people.Take();
        people.Leave(nodes[0]);
        var killed = Stopwatch.GetTimestamp();
        await nodes[0].Kill();
        var commandable = await people.EveryMachine(killed);
        await Task.Delay(After);
        var kill = people.Take();

        people.Leave(nodes[1]);
        var stopped = Stopwatch.GetTimestamp();
        await nodes[1].Stop();
        await Task.Delay(After);
        var stop = people.Take();
        people.End();
        await working;

        foreach (var agent in agents)
            agent.Telling = false;
        for (var patience = 0; patience < 300 && agents.Any(agent => agent.Owed > 0); patience++)
            await Task.Delay(100);
        var told = agents.Sum(agent => (long)agent.Told);
        var booked = await Booked(database, [.. agents.Select(agent => agent.Epoch)]);
        foreach (var agent in agents)
            await agent.DisposeAsync();
        foreach (var node in nodes)
            await node.DisposeAsync();

        Console.WriteLine();
        Console.WriteLine("three nodes on PostgreSQL    commands   retried once   failed   p50 / longest");
        Print("all three", quiet);
        Print("one killed (kill -9)", kill);
        Print("one stopped (SIGTERM)", stop);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"after the kill every one of {machines.Length} machines took a command within {commandable.TotalSeconds:0.0} s (asked for: ≤ 5 s); {told} facts told, {booked} in the ledger (asked for: none lost)"));
        Console.WriteLine("the longest calls of the stop began after SIGTERM: " + string.Join(", ", stop.OrderByDescending(call => call.Ms).Take(6).Select(call =>
            string.Create(CultureInfo.InvariantCulture, $"{(call.Began - stopped) * 1000 / Stopwatch.Frequency} ms for {call.Ms:0} ms"))));
        Console.WriteLine($"it said: {nodes[1].LeaveTaking}");
        Console.WriteLine("asked for: no command failed after one retry; after SIGTERM none at all and the longest call ≤ 0.5 s");
    }

    static void Print(string what, IReadOnlyList<PeopleCall> calls) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-26} {calls.Count,10} {calls.Count(call => call.Retried),14} {calls.Count(call => call.Failed),8}   {LoadBench.Quantile([.. calls.Select(call => call.Ms)], 0.5),4:0} / {calls.Max(call => call.Ms):0} ms"));

    static async Task<long> Booked(string database, string[] epochs)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from meter_reading where epoch = any($1)";
        command.Parameters.Add(new() { Value = epochs });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
