using Fleet.Core.Energy;
using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Reports.Sheets;

/// <summary>Where the energy went: runs by phase, machines' overhead, and what is on no machine. The three add up to the meters.</summary>
static class EnergySheet
{
    /// <summary>How many machines the list of idle ones names.</summary>
    const int MostIdle = 10;

    static readonly ReportColumn[] Columns =
    [
        new("runWh", "run_wh", CellKind.Wh, true), new("warmUpWh", "warm_up_wh", CellKind.Wh), new("processingWh", "processing_wh", CellKind.Wh),
        new("idleWh", "idle_wh", CellKind.Wh), new("overheadWh", "overhead_wh", CellKind.Wh, true), new("unassignedWh", "unassigned_wh", CellKind.Wh),
        new("wh", "total_wh", CellKind.Wh, true), new("lowWh", "low_wh", CellKind.Wh), new("highWh", "high_wh", CellKind.Wh),
        new("measuredShare", "measured_share", CellKind.Share), new("standbyShare", "standby_share", CellKind.Share, true),
        new("massGrams", "material_g", CellKind.Grams), new("runs", "runs", CellKind.Count, true), new("goodParts", "good_parts", CellKind.Count, true),
        new("whPerGoodPart", "wh_per_good_part", CellKind.Wh, true), new("gramsPerGoodPart", "g_per_good_part", CellKind.Grams),
    ];

    /// <summary>With what the runs carry of the overhead beside their own.</summary>
    static readonly ReportColumn[] FullColumns = [Columns[0], new("carriedWh", "carried_overhead_wh", CellKind.Wh, true), .. Columns[1..]];

    static readonly ReportColumn[] Idle =
    [
        new("overheadWh", "overhead_wh", CellKind.Wh), new("idleHours", "idle_h", CellKind.Hours), new("idleWatts", "idle_w", CellKind.Watts),
        new("savedWhPerYear", "saved_if_off_wh_per_year", CellKind.Wh), new("measuredShare", "measured_share", CellKind.Share),
    ];

    static readonly ReportColumn[] Causes = [new("runs", "runs", CellKind.Count), new("warmUpWh", "warm_up_wh", CellKind.Wh), new("share", "share_of_warm_up", CellKind.Share)];

    public static async Task<(IReadOnlyList<ReportTable>, IReadOnlyList<FactorNote>, IReadOnlyList<string>)> Tables(SheetFrame frame, IDatabase database, CancellationToken cancellation)
    {
        var tables = new List<ReportTable>
        {
            frame.Question.View == OverheadView.Full ? frame.Table(FullColumns, group => Cells(group, group.Wh(cell => cell.Account == FullView.Carried), full: true)) : frame.Table(Columns, group => Cells(group, null, full: false)),
        };
        if (frame.Grouping.Dimension == "machine")
        {
            var names = (await database.List<(string Id, string Name)>("select id, name from machine", null, cancellation)).ToDictionary(machine => machine.Id, machine => machine.Name);
            tables.Add(IdleMachines(frame, names));
        }
        if (frame.Grouping.Name != "state")
            tables.Add(WarmUp(frame.Total));
        return (tables, [], []);
    }

    static IReadOnlyList<ReportCell> Cells(GroupSums group, double? carriedWh, bool full)
    {
        bool Run(EnergyCell cell) => cell.Account == "run";
        var (wh, runWh, good, grams) = (group.Wh(), group.Wh(Run), group.Good, group.Grams(cell => cell.Kind != "unexplained"));
        return
        [
            runWh, .. full ? [carriedWh] : Array.Empty<ReportCell>(), group.Wh(cell => Run(cell) && cell.Phase == "warmUp"), group.Wh(cell => Run(cell) && cell.Phase == "processing"),
            group.Wh(cell => Run(cell) && cell.Phase is "idle" or "coolDown"), group.Wh(cell => cell.Account == "overhead"), group.Wh(cell => cell.Account == "unassigned"),
            wh, group.Sum(null, cell => cell.LowWh), group.Sum(null, cell => cell.HighWh),
            wh > 0 ? (group.Wh(cell => Bases.IsMeasured(cell.Basis)) ?? 0) / wh : null, wh > 0 ? (group.Wh(IsOverhead) ?? 0) / wh : null,
            grams, group.RunCount, good, good > 0 ? (runWh + (carriedWh ?? 0)) / good : null, good > 0 ? grams / good : null,
        ];
    }

    /// <summary>Whoever carries it, it was used while no run was on.</summary>
    static bool IsOverhead(EnergyCell cell) => cell.Account is GroupWords.Overhead or FullView.Carried;

    /// <summary>
    /// Machines by what they used while no run was on them. Off, they would use nothing of it: an upper bound, because somebody may want a
    /// machine to be ready.
    /// </summary>
    static ReportTable IdleMachines(SheetFrame frame, Dictionary<string, string> names)
    {
        var days = Math.Max(1, frame.Period.Days);
        var machines = frame.Total.Energy.Select(one => one.Cell).Where(cell => IsOverhead(cell) && cell.Key != GroupWords.Unassigned).GroupBy(cell => cell.Key)
            .Select(group => (group.Key, Wh: group.Sum(cell => cell.Wh), Hours: group.Sum(cell => cell.Hours), Measured: group.Where(cell => Bases.IsMeasured(cell.Basis)).Sum(cell => cell.Wh)))
            .Where(machine => machine.Wh > 0).OrderByDescending(machine => machine.Wh).ThenBy(machine => machine.Key, StringComparer.Ordinal).Take(MostIdle);
        return new("idle", Idle, [.. machines.Select(machine => new ReportRow(machine.Key, names.GetValueOrDefault(machine.Key, machine.Key),
            [machine.Wh, machine.Hours, machine.Hours > 0 ? machine.Wh / machine.Hours : null, machine.Wh * 365 / days, machine.Measured / machine.Wh], []))], null);
    }

    /// <summary>What made machines heat up: first attempts, or the repetition of runs that were lost.</summary>
    static ReportTable WarmUp(GroupSums total)
    {
        var all = total.Wh(cell => cell.Account == "run" && cell.Phase == "warmUp");
        var retries = total.Runs.Sum(cell => cell.RetryWarmUpWh);
        var count = total.Runs.Sum(cell => cell.Retries);
        ReportRow Row(string key, long runs, double? wh) => new(key, key, [runs, wh, all > 0 ? wh / all : null], []);
        return new("warmUp", Causes, all is null ? [] : [Row("firstAttempts", total.RunCount - count, Math.Max(0, all.Value - retries)), Row("retries", count, retries)], null);
    }
}
