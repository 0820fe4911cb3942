using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Reports.Sheets;

/// <summary>
/// Spreads each machine's overhead over its runs of the period, by their hours. Nothing is lost: both views add up to the
/// meters.
/// <code>
///   direct   repair ▓▓▓▓   learning ▓▓     overhead ░░░░░░
///   full     repair ▓▓▓▓░░░░  learning ▓▓░░
/// </code>
/// </summary>
static class FullView
{
    /// <summary>The account of overhead that runs carry.</summary>
    public const string Carried = "carried";

    public const string Note = "Full view: what a machine used without a run is carried by its runs of the period, by their hours. Machines that ran nothing keep theirs as overhead.";

    /// <summary>The dimension that tells how many hours each group had on each machine.</summary>
    public static string Together(string dimension) => $"machine/{dimension}";

    public static string Key(string machineId, string group) => $"{machineId}|{group}";

    /// <summary>By machine nothing moves from one to another.</summary>
    public static IReadOnlyList<PeriodSums> OfMachines(IReadOnlyList<PeriodSums> machines) => [.. machines.Select(part =>
    {
        var running = part.Runs.Where(cell => cell.Hours > 0).Select(cell => cell.Key).ToHashSet();
        return part with { Energy = [.. part.Energy.Select(cell => cell.Account == GroupWords.Overhead && running.Contains(cell.Key) ? Part(cell, cell.Key, Carried, 1) : cell)] };
    })];

    /// <param name="groups">Year by year, as the others.</param>
    /// <param name="machines">By machine.</param>
    /// <param name="together">By <see cref="Together"/>.</param>
    public static IReadOnlyList<PeriodSums> OfGroups(IReadOnlyList<PeriodSums> groups, IReadOnlyList<PeriodSums> machines, IReadOnlyList<PeriodSums> together) =>
        [.. groups.Select((part, i) => part with { Energy = [.. part.Energy.Where(cell => cell.Account != GroupWords.Overhead), .. Spread(machines[i], together[i])] })];

    static List<EnergyCell> Spread(PeriodSums machines, PeriodSums together)
    {
        var hours = together.Runs.Where(cell => cell.Hours > 0).Select(cell => (Names: cell.Key.Split('|', 2), cell.Hours))
            .GroupBy(cell => cell.Names[0]).ToDictionary(machine => machine.Key, machine => machine.Select(cell => (Group: cell.Names[1], cell.Hours)).ToList());
        var cells = new Dictionary<(string Key, string? WorkshopId, string Account, string Phase, string Basis), EnergyCell>();
        foreach (var cell in machines.Energy.Where(cell => cell.Account == GroupWords.Overhead))
        {
            var running = hours.GetValueOrDefault(cell.Key, []);
            var all = running.Sum(one => one.Hours);
            foreach (var (group, its) in running)
                Add(group, Carried, cell, its / all);
            if (running.Count == 0)
                Add(GroupWords.Overhead, GroupWords.Overhead, cell, 1);
        }
        return [.. cells.Values];

        void Add(string key, string account, EnergyCell cell, double share)
        {
            var name = (key, cell.WorkshopId, account, cell.Phase, cell.Basis);
            if (cells.TryGetValue(name, out var sum))
                sum.Add(cell, share);
            else
                cells[name] = Part(cell, key, account, share);
        }
    }

    static EnergyCell Part(EnergyCell cell, string key, string account, double share)
    {
        var part = new EnergyCell { Key = key, WorkshopId = cell.WorkshopId, Account = account, Phase = cell.Phase, Basis = cell.Basis };
        part.Add(cell, share);
        return part;
    }
}
