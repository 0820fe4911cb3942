using Fleet.Silo.Desk;

namespace Fleet.Silo.Reports;

/// <summary>Reads the ledger for reports: SQL alone, no grain is asked.</summary>
public sealed class EnergyReports(IDatabase database, TimeProvider time)
{
    public static IReadOnlyList<string> Groupings { get; } = ["machine", "purpose", "material"];

    const string Overhead = "overhead";
    const string NoMaterial = "noMaterial";

    static readonly IReadOnlyList<string> NotIncluded =
    [
        "Heating, light and ventilation of the rooms.",
        "Making of the machines, tools and materials.",
        "Extraction, dryers and compressors without a meter of their own.",
        "The server, agents and people's computers.",
    ];

    /// <param name="from">Null: the first day of this month, UTC.</param>
    /// <param name="to">Null: one month after <paramref name="from"/>.</param>
    public async Task<Answer<EnergyReport>> Read(DateTimeOffset? from, DateTimeOffset? to, string? groupBy)
    {
        var now = time.GetUtcNow();
        var start = from ?? new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var end = to ?? start.AddMonths(1);
        var grouping = Groupings.FirstOrDefault(known => known.Equals(groupBy ?? "machine", StringComparison.OrdinalIgnoreCase));
        if (grouping is null)
            return Refusal.Invalid("groupBy", $"'{groupBy}' is no grouping. Known are {string.Join(", ", Groupings)}.");
        if (end <= start)
            return Refusal.Invalid("period", "The period ends before it begins. Choose a later end.");

        var period = new { from = start.ToUnixTimeMilliseconds(), to = end.ToUnixTimeMilliseconds() };
        var energy = await database.List<EnergySum>(Energy(grouping), period);
        var material = (await database.List<MaterialSum>(Material(grouping), period)).ToDictionary(sum => sum.GroupKey ?? NoMaterial);
        var runs = (await database.List<RunSum>(Runs(grouping), period)).ToDictionary(sum => sum.GroupKey ?? NoMaterial);
        var names = grouping == "machine"
            ? (await database.List<(string Id, string Name)>("select id, name from machine")).ToDictionary(machine => machine.Id, machine => machine.Name)
            : [];

        var keys = energy.Select(sum => sum.GroupKey ?? NoMaterial).Concat(material.Keys).Concat(runs.Keys).Distinct().Order(StringComparer.Ordinal);
        var rows = keys.Select(key => Row(key, names.GetValueOrDefault(key, key), [.. energy.Where(sum => (sum.GroupKey ?? NoMaterial) == key)],
            material.GetValueOrDefault(key), runs.GetValueOrDefault(key))).ToList();
        var total = Row("total", "Total", energy, Sum(material.Values), Sum(runs.Values));
        return new EnergyReport(start, end, grouping, "Electrical energy at the machines' plugs; material pushed through the tools.", NotIncluded, rows, total);
    }

    static EnergyReportRow Row(string key, string name, IReadOnlyList<EnergySum> sums, MaterialSum? material, RunSum? runs)
    {
        double? Wh(Func<EnergySum, bool> which) => sums.Any(which) ? sums.Where(which).Sum(sum => sum.Wh) : null;
        var wh = Wh(_ => true);
        var runWh = Wh(sum => sum.Account == "run");
        var good = runs?.Good ?? 0;
        return new(key, name, runWh,
            Wh(sum => sum.Account == "run" && sum.Phase == Word.Of(RunPhase.WarmUp)),
            Wh(sum => sum.Account == "run" && sum.Phase == Word.Of(RunPhase.Processing)),
            Wh(sum => sum.Account == "run" && sum.Phase == Word.Of(RunPhase.Idle)),
            Wh(sum => sum.Account != "run"), wh,
            wh is null ? null : sums.Sum(sum => sum.LowWh), wh is null ? null : sums.Sum(sum => sum.HighWh),
            wh > 0 ? sums.Where(sum => sum.Basis != "modelled").Sum(sum => sum.Wh) / wh : null,
            material?.MassG, runs?.Runs ?? 0, good, good > 0 ? runWh / good : null, good > 0 ? material?.MassG / good : null);
    }

    static MaterialSum Sum(IEnumerable<MaterialSum> sums) => new() { MassG = sums.Any() ? sums.Sum(sum => sum.MassG) : null };

    static RunSum Sum(IEnumerable<RunSum> sums) => new() { Runs = sums.Sum(sum => sum.Runs), Good = sums.Sum(sum => sum.Good) };

    /// <summary>The material of which a run used most; a run counts once, whatever it was loaded with.</summary>
    const string MainMaterial =
        """
        (select used.material from material_booking used where used.run_id = run.id
         group by used.material order by sum(used.mass_g) desc, used.material limit 1)
        """;

    static string KeyOfRun(string grouping) => grouping switch
    {
        "machine" => "run.machine_id",
        "purpose" => "job.purpose",
        _ => MainMaterial,
    };

    static string Energy(string grouping)
    {
        var key = grouping == "machine"
            ? "energy_booking.machine_id"
            : $"case when energy_booking.run_id is null then '{Overhead}' else {KeyOfRun(grouping)} end";
        return $"""
            select group_key, account, phase, basis, sum(wh) as wh, sum(low_wh) as low_wh, sum(high_wh) as high_wh from (
                select {key} as group_key, energy_booking.account, energy_booking.phase, energy_booking.basis, wh, low_wh, high_wh
                from energy_booking left join run on run.id = energy_booking.run_id left join job on job.id = run.job_id
                where energy_booking.to_ms >= @from and energy_booking.to_ms < @to) booked
            group by group_key, account, phase, basis
            """;
    }

    static string Material(string grouping) =>
        $"""
        select group_key, sum(mass_g) as mass_g from (
            select {(grouping == "material" ? "material_booking.material" : KeyOfRun(grouping))} as group_key, material_booking.mass_g
            from material_booking join run on run.id = material_booking.run_id join job on job.id = run.job_id
            where material_booking.at_ms >= @from and material_booking.at_ms < @to) used
        group by group_key
        """;

    static string Runs(string grouping) =>
        $"""
        select group_key, count(*) as runs, sum(good) as good from (
            select {KeyOfRun(grouping)} as group_key, case when run.outcome = 'good' then 1 else 0 end as good
            from run join job on job.id = run.job_id
            where run.ended_at_ms >= @from and run.ended_at_ms < @to and run.started_at_ms is not null) ended
        group by group_key
        """;

    sealed record EnergySum
    {
        public string? GroupKey { get; init; }
        public string Account { get; init; } = "";
        public string Phase { get; init; } = "";
        public string Basis { get; init; } = "";
        public double Wh { get; init; }
        public double LowWh { get; init; }
        public double HighWh { get; init; }
    }

    sealed record MaterialSum
    {
        public string? GroupKey { get; init; }
        public double? MassG { get; init; }
    }

    sealed record RunSum
    {
        public string? GroupKey { get; init; }
        public long Runs { get; init; }
        public long Good { get; init; }
    }
}
