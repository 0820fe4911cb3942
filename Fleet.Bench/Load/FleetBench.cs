using System.Globalization;

namespace Fleet.Bench.Load;

/// <summary><c>./fleet bench fleet</c>: one server under many machines, a week of facts at once, three nodes of which one dies, and what an
/// agent costs its computer.</summary>
static class FleetBench
{
    static readonly string[] Parts = ["load", "journal", "nodes", "agent"];

    /// <param name="args"><c>--only load,journal,nodes,agent</c>, <c>--machines N,N…</c>, <c>--facts N</c>.</param>
    public static async Task<int> Run(string[] args)
    {
        string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        var parts = Option("--only")?.Split(',') ?? Parts;
        if (parts.FirstOrDefault(part => !Parts.Contains(part)) is { } unknown)
        {
            Console.Error.WriteLine($"fleet bench fleet: '{unknown}' is no part. Known are {string.Join(", ", Parts)}.");
            return 2;
        }
        if (parts.Contains("load"))
            await LoadBench.Curve([.. (Option("--machines") ?? "100,1000,10000,20000").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))]);
        if (parts.Contains("journal"))
            await LoadBench.Journal(int.Parse(Option("--facts") ?? "500000", CultureInfo.InvariantCulture));
        if (parts.Contains("nodes"))
            await NodesBench.Run();
        if (parts.Contains("agent"))
            await AgentBench.Run();
        return 0;
    }
}
