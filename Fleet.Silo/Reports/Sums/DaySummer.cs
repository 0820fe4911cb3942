namespace Fleet.Silo.Reports.Sums;

/// <summary>Sums one day of the ledger by machine, purpose, material and member.</summary>
public sealed class DaySummer(IDatabase database, DayBookings bookings)
{
    const int IdsAtOnce = 500;

    public async Task<DaySums> Sum(long startMs, long endMs, CancellationToken cancellation)
    {
        var pieces = await bookings.Of(startMs, endMs, cancellation);
        await bookings.Supply(pieces, startMs, endMs, cancellation);
        var strands = new Dictionary<Strand, EnergyCell>();
        foreach (var piece in pieces)
            Lay(strands, piece);
        return await Sum(strands, startMs, endMs, cancellation) with { Bookings = pieces.Count };
    }

    /// <summary>The same of energy that is put together already.</summary>
    public async Task<DaySums> Sum(IReadOnlyDictionary<Strand, EnergyCell> strands, long startMs, long endMs, CancellationToken cancellation)
    {
        var material = await database.List<MaterialRow>(
            "select run_id, machine_id, material, kind, basis, sum(mass_g) as mass_g from material_booking where at_ms >= @startMs and at_ms < @endMs group by run_id, machine_id, material, kind, basis",
            new { startMs, endMs }, cancellation);
        var ended = await database.List<RunBelongs>($"{Belongs} where run.ended_at_ms >= @startMs and run.ended_at_ms < @endMs and run.started_at_ms is not null",
            new { startMs, endMs }, cancellation);
        if (strands.Count == 0 && material.Count == 0 && ended.Count == 0)
            return DaySums.Nothing;
        var runs = ended.ToDictionary(run => run.Id);
        await Find(runs, strands.Keys.Select(strand => strand.RunId).Concat(material.Select(row => row.RunId)), cancellation);
        await NameMaterial(runs, cancellation);
        return new(Energy(strands, runs, startMs), Material(material, runs, startMs), await Runs(ended, startMs, cancellation), People(ended, startMs));
    }

    public static void Lay(Dictionary<Strand, EnergyCell> strands, EnergyPiece piece)
    {
        var name = Strand.Of(piece);
        if (!strands.TryGetValue(name, out var cell))
            strands[name] = cell = new();
        cell.Add(piece);
    }

    /// <summary>What some runs used in a day, with the supply of its time; the roof is shared with everything else that ran.</summary>
    public async Task<IReadOnlyList<EnergyPiece>> PiecesOf(long startMs, long endMs, IReadOnlyCollection<string> runIds, CancellationToken cancellation = default)
    {
        var pieces = await bookings.Of(startMs, endMs, cancellation);
        await bookings.Supply(pieces, startMs, endMs, cancellation);
        return [.. pieces.Where(piece => piece.RunId is { } id && runIds.Contains(id))];
    }

    static Dictionary<(string, string, string?, string, string, string), EnergyCell>.ValueCollection Energy(
        IReadOnlyDictionary<Strand, EnergyCell> strands, Dictionary<string, RunBelongs> runs, long startMs)
    {
        var cells = new Dictionary<(string Dimension, string Key, string? WorkshopId, string Account, string Phase, string Basis), EnergyCell>();
        foreach (var (strand, sum) in strands)
        {
            Add("machine", strand.MachineId ?? GroupWords.Unassigned, strand, sum);
            var run = strand.RunId is { } id ? runs.GetValueOrDefault(id) : null;
            var rest = strand.Account == "unassigned" ? GroupWords.Unassigned : GroupWords.Overhead;
            Add("purpose", run?.Purpose ?? rest, strand, sum);
            Add("material", run is null ? rest : run.Material ?? GroupWords.NoMaterial, strand, sum);
            Add("member", run?.OwnerId ?? rest, strand, sum);
        }
        return cells.Values;

        void Add(string dimension, string key, Strand strand, EnergyCell sum)
        {
            var name = (dimension, key, strand.WorkshopId, strand.Account, strand.Phase, strand.Basis);
            if (!cells.TryGetValue(name, out var cell))
                cells[name] = cell = new() { StartMs = startMs, Dimension = dimension, Key = key, WorkshopId = strand.WorkshopId, Account = strand.Account, Phase = strand.Phase, Basis = strand.Basis };
            cell.Add(sum);
        }
    }

    static Dictionary<(string, string, string, string, string, string), MaterialCell>.ValueCollection Material(
        IReadOnlyList<MaterialRow> rows, Dictionary<string, RunBelongs> runs, long startMs)
    {
        var cells = new Dictionary<(string Dimension, string Key, string Material, string Kind, string Basis, string Outcome), MaterialCell>();
        foreach (var row in rows)
        {
            var run = row.RunId is { } id ? runs.GetValueOrDefault(id) : null;
            foreach (var (dimension, key) in new[]
            {
                ("machine", row.MachineId ?? run?.MachineId ?? GroupWords.NoRun), ("purpose", run?.Purpose ?? GroupWords.NoRun),
                ("material", row.Material), ("member", run?.OwnerId ?? GroupWords.NoRun),
            })
            {
                var name = (dimension, key, row.Material, row.Kind, row.Basis, run?.OutcomeWord ?? "");
                if (!cells.TryGetValue(name, out var cell))
                    cells[name] = cell = new() { StartMs = startMs, Dimension = dimension, Key = key, Material = row.Material, Kind = row.Kind, Basis = row.Basis, Outcome = run?.OutcomeWord ?? "" };
                cell.MassG += row.MassG;
            }
        }
        return cells.Values;
    }

    async Task<IReadOnlyCollection<RunCell>> Runs(IReadOnlyList<RunBelongs> ended, long startMs, CancellationToken cancellation)
    {
        var needed = ended.Where(run => run.OutcomeWord == "lost" || run.RetryOf is not null).Select(run => run.Id).ToList();
        var wh = new Dictionary<string, (double All, double WarmUp)>();
        var grams = new Dictionary<string, double>();
        foreach (var ids in needed.Chunk(IdsAtOnce))
        {
            foreach (var row in await database.List<(string RunId, double All, double WarmUp)>(
                $"select run_id, sum(wh), sum(case when phase = 'warmUp' then wh else 0.0 end) from energy_booking where {database.OneOf("run_id", "@ids")} group by run_id", new { ids }, cancellation))
                wh[row.RunId] = (row.All, row.WarmUp);
            foreach (var row in await database.List<(string RunId, double G)>(
                $"select run_id, sum(mass_g) from material_booking where {database.OneOf("run_id", "@ids")} group by run_id", new { ids }, cancellation))
                grams[row.RunId] = row.G;
        }
        var cells = new Dictionary<(string, string), RunCell>();
        foreach (var run in ended)
            foreach (var (dimension, key) in run.Keys())
            {
                if (!cells.TryGetValue((dimension, key), out var cell))
                    cells[(dimension, key)] = cell = new() { StartMs = startMs, Dimension = dimension, Key = key };
                cell.Runs++;
                cell.Good += run.OutcomeWord == "good" ? 1 : 0;
                cell.FirstGood += run.OutcomeWord == "good" && run.RetryOf is null ? 1 : 0;
                cell.Unjudged += run.OutcomeWord == "open" ? 1 : 0;
                cell.Hours += (run.EndedAtMs - run.StartedAtMs ?? 0) / 3_600_000.0;
                if (run.OutcomeWord == "lost")
                    (cell.FailedWh, cell.FailedG) = (cell.FailedWh + wh.GetValueOrDefault(run.Id).All, cell.FailedG + grams.GetValueOrDefault(run.Id));
                if (run.RetryOf is not null)
                    (cell.Retries, cell.RetryWarmUpWh) = (cell.Retries + 1, cell.RetryWarmUpWh + wh.GetValueOrDefault(run.Id).WarmUp);
            }
        return cells.Values;
    }

    static List<PersonCell> People(IReadOnlyList<RunBelongs> ended, long startMs) =>
        [.. ended.SelectMany(run => run.Keys().Where(key => SumReader.PeopleOf.Contains(key.Dimension)).Select(key => (key.Dimension, key.Key, run.OwnerId))).Distinct()
            .Select(one => new PersonCell { StartMs = startMs, Dimension = one.Dimension, Key = one.Key, OwnerId = one.OwnerId })];

    async Task Find(Dictionary<string, RunBelongs> runs, IEnumerable<string?> wanted, CancellationToken cancellation)
    {
        foreach (var ids in wanted.OfType<string>().Distinct().Where(id => !runs.ContainsKey(id)).Chunk(IdsAtOnce))
            foreach (var run in await database.List<RunBelongs>($"{Belongs} where {database.OneOf("run.id", "@ids")}", new { ids }, cancellation))
                runs[run.Id] = run;
    }

    /// <summary>The material of which a run used most; of equals the first by name.</summary>
    async Task NameMaterial(Dictionary<string, RunBelongs> runs, CancellationToken cancellation)
    {
        foreach (var ids in runs.Keys.Chunk(IdsAtOnce))
            foreach (var row in (await database.List<(string RunId, string Material, double G)>(
                $"select run_id, material, sum(mass_g) from material_booking where {database.OneOf("run_id", "@ids")} group by run_id, material", new { ids }, cancellation))
                .OrderBy(row => row.G).ThenByDescending(row => row.Material, StringComparer.Ordinal))
                runs[row.RunId].Material = row.Material;
    }

    const string Belongs =
        """
        select run.id, run.machine_id, run.state, run.outcome, run.attempt, run.retry_of, run.started_at_ms, run.ended_at_ms, job.purpose, job.owner_id, job.displacement, job.for_workshop
        from run join job on job.id = run.job_id
        """;

    sealed record MaterialRow
    {
        public string? RunId { get; init; }
        public string? MachineId { get; init; }
        public string Material { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Basis { get; init; } = "";
        public double MassG { get; init; }
    }
}
