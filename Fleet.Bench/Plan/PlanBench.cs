using System.Globalization;

namespace Fleet.Bench.Plan;

/// <summary>
/// The planner's figures. Every row names objective, bound, best known value and CPU seconds; other work on the machine then counts little.
/// Public instances are read from <c>../shared/data/sched</c> and skipped without it; workshops come from the fleet's own generator.
/// </summary>
static class PlanBench
{
    static readonly string[] Parts = ["machines", "shops", "workshops", "audit", "insertion", "carbon", "stability"];

    /// <param name="args">Names of parts, all without any; <c>--long</c>: with the budgets of the goals instead of a few minutes; <c>--seed N</c>.</param>
    public static async Task<int> Run(string[] args)
    {
        var seed = Array.IndexOf(args, "--seed") is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 1;
        var wide = args.Contains("--long");
        var wanted = args.Where(arg => Parts.Contains(arg)).ToList();
        if (args.Where((arg, i) => !arg.StartsWith("--", StringComparison.Ordinal) && !Parts.Contains(arg) && (i == 0 || args[i - 1] != "--seed")).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"fleet bench plan: '{unknown}' is no part. Known are {string.Join(", ", Parts)}; --long and --seed N besides.");
            return 2;
        }
        if (Wanted("machines"))
            MachinesTable.Print(wide ? [1, 10, 60] : [1, 10], seed);
        if (Wanted("shops"))
            await ShopsTable.Print(wide ? 60 : 20, seed);
        if (Wanted("workshops"))
            WorkshopsTable.Print(10, wide ? 5 : 2);
        if (Wanted("audit"))
            await AuditTable.Print(10, wide ? 60 : 20, wide ? 6 : 2);
        if (Wanted("insertion"))
            InsertionTable.Print();
        if (Wanted("carbon"))
            CarbonTable.Print(wide ? 15 : 8);
        if (Wanted("stability"))
            StabilityTable.Print(wide ? 10 : 4);
        return 0;

        bool Wanted(string part) => wanted.Count == 0 || wanted.Contains(part);
    }

    /// <summary>A folder of the data beside the project; null, with a line that says so, when it is not there.</summary>
    public static string? Data(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Fleet.sln")))
            root = root.Parent;
        var path = root?.Parent is { } above ? Path.Combine(above.FullName, "shared", "data", folder) : null;
        if (path is not null && Directory.Exists(path))
            return path;
        Console.WriteLine($"Skipped: there is no ../shared/data/{folder} beside this checkout.");
        Console.WriteLine();
        return null;
    }
}
