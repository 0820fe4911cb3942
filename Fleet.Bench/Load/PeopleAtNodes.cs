using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;

namespace Fleet.Bench.Load;

/// <summary>People who command machines through whatever node is in front of them, as behind a load balancer that knows who is there.</summary>
sealed class PeopleAtNodes(IReadOnlyList<LoadedServer> nodes, string[] machines)
{
    const int AtOnce = 16;

    readonly List<(LoadedServer Node, HttpClient Http)> _doors = [.. nodes.Select(node => (node, node.Client()))];
    readonly ConcurrentQueue<PeopleCall> _calls = [];
    volatile bool _ended;
    int _next;

    /// <summary>The load balancer takes a node out.</summary>
    public void Leave(LoadedServer node)
    {
        lock (_doors)
            _doors.RemoveAll(door => door.Node == node);
    }

    /// <summary>What was called since the last time that somebody asked.</summary>
    public IReadOnlyList<PeopleCall> Take()
    {
        var calls = new List<PeopleCall>();
        while (_calls.TryDequeue(out var call))
            calls.Add(call);
        return calls;
    }

    public void End() => _ended = true;

    public Task Work(int people) => Task.WhenAll(Enumerable.Range(0, people).Select(async person =>
    {
        var random = new Random(person);
        while (!_ended)
        {
            _calls.Enqueue(await Command(machines[random.Next(machines.Length)]));
            await Task.Delay(20);
        }
    }));

    /// <summary>Commands every machine until each one has taken a command.</summary>
    /// <returns>From <paramref name="since"/> to the last one.</returns>
    public async Task<TimeSpan> EveryMachine(long? since = null)
    {
        var began = since ?? Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(machines, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (machine, cancellation) =>
        {
            while ((await Command(machine)).Failed)
                await Task.Delay(50, cancellation);
        });
        return Stopwatch.GetElapsedTime(began);
    }

    async Task<PeopleCall> Command(string machine)
    {
        var (id, began) = ($"bench-{Guid.NewGuid():n}", Stopwatch.GetTimestamp());
        var done = await Once(machine, id);
        var retried = !done;
        if (retried)
            done = await Once(machine, id);
        return new(began, Stopwatch.GetElapsedTime(began).TotalMilliseconds, retried, !done);
    }

    async Task<bool> Once(string machine, string id)
    {
        HttpClient http;
        lock (_doors)
            http = _doors[_next++ % _doors.Count].Http;
        try
        {
            using var answer = await http.PostAsJsonAsync($"/api/machines/{machine}/commands", new { id, kind = "home" });
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
