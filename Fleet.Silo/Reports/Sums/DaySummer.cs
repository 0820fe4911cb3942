using System.Data.Common;
using Fleet.Core.Footprint.Carbon;

namespace Fleet.Silo.Reports.Sums;

/// <summary>
/// Sums one day of the ledger. A booking over midnight is divided by time; its parts add up to it. A day is read by the end of its
/// bookings; the few that are longer than an hour have indexes of their own.
/// <code>
///   midnight          midnight
///      │ ├──b1──┤ ├b2┤   │          b1, b2: whole
///   ├──┼─b3─┤        ├─b4┼──┤       b3, b4: the part inside
/// </code>
/// </summary>
public sealed class DaySummer(IDatabase database, SupplyOverTime supplies)
{
    const long HourMs = 3_600_000;
    const long TwoDaysMs = 48 * HourMs;

    /// <summary>A meter that was silent for longer than this is booked to the days from which it can be reached.</summary>
    const long LongestMs = 400 * 24 * HourMs;

    const int IdsAtOnce = 500;

    public async Task<DaySums> Sum(long startMs, long endMs, CancellationToken cancellation)
    {
        var pieces = await Pieces(startMs, endMs, cancellation);
        var material = await database.List<MaterialRow>(
            "select run_id, machine_id, material, kind, basis, sum(mass_g) as mass_g from material_booking where at_ms >= @startMs and at_ms < @endMs group by run_id, machine_id, material, kind, basis",
            new { startMs, endMs }, cancellation);
        var ended = await database.List<RunBelongs>($"{Belongs} where run.ended_at_ms >= @startMs and run.ended_at_ms < @endMs and run.started_at_ms is not null",
            new { startMs, endMs }, cancellation);
        if (pieces.Count == 0 && material.Count == 0 && ended.Count == 0)
            return DaySums.Nothing;
        var runs = ended.ToDictionary(run => run.Id);
        await Find(runs, pieces.Select(piece => piece.RunId).Concat(material.Select(row => row.RunId)), cancellation);
        await NameMaterial(runs, cancellation);
        await Supply(pieces, startMs, endMs, cancellation);
        return new(Energy(pieces, runs, startMs), Material(material, runs, startMs), await Runs(ended, startMs, cancellation), People(ended, startMs));
    }

    /// <summary>What some runs used in a day, with the supply of its time; the roof is shared with everything else that ran.</summary>
    public async Task<IReadOnlyList<EnergyPiece>> PiecesOf(long startMs, long endMs, IReadOnlyCollection<string> runIds, CancellationToken cancellation = default)
    {
        var pieces = await Pieces(startMs, endMs, cancellation);
        await Supply(pieces, startMs, endMs, cancellation);
        return [.. pieces.Where(piece => piece.RunId is { } id && runIds.Contains(id))];
    }

    async Task<List<EnergyPiece>> Pieces(long startMs, long endMs, CancellationToken cancellation)
    {
        var pieces = new List<EnergyPiece>();
        await Read("to_ms > @from and to_ms <= @to and to_ms - from_ms <= 3600000", startMs, endMs + HourMs);
        await Read("to_ms > @from and to_ms <= @to and to_ms - from_ms > 3600000 and to_ms - from_ms <= 172800000", startMs, endMs + TwoDaysMs);
        await Read("to_ms > @from and to_ms <= @to and to_ms - from_ms > 172800000", startMs, endMs + LongestMs);
        return pieces;

        Task Read(string which, long from, long to) => database.Read(async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select machine_id, run_id, account, phase, basis, from_ms, to_ms, wh, low_wh, high_wh from energy_booking where {which} and from_ms < @end order by to_ms";
            Parameter(command, "from", from);
            Parameter(command, "to", to);
            Parameter(command, "end", endMs);
            await using var row = await command.ExecuteReaderAsync(cancellation);
            var words = new Dictionary<string, string>();
            while (await row.ReadAsync(cancellation))
                if (Inside(new(row.IsDBNull(0) ? null : Same(row.GetString(0)), row.IsDBNull(1) ? null : Same(row.GetString(1)), Same(row.GetString(2)), Same(row.GetString(3)),
                    Same(row.GetString(4)), row.GetInt64(5), row.GetInt64(6), row.GetDouble(7), row.GetDouble(8), row.GetDouble(9)), startMs, endMs) is { } piece)
                    pieces.Add(piece);
            return true;

            // A hundred thousand rows name a thousand machines: one string each.
            string Same(string word) => words.TryGetValue(word, out var known) ? known : words[word] = word;
        }, cancellation);
    }

    /// <summary>The part of a booking inside the day; a booking of no length belongs to the day in which it ends.</summary>
    static EnergyPiece? Inside(EnergyPiece booking, long startMs, long endMs)
    {
        var length = booking.ToMs - booking.FromMs;
        if (length <= 0)
            return booking.ToMs < endMs ? booking with { FromMs = booking.ToMs } : null;
        var (from, to) = (Math.Max(booking.FromMs, startMs), Math.Min(booking.ToMs, endMs));
        if (to <= from)
            return null;
        if (to - from == length)
            return booking;
        var share = (double)(to - from) / length;
        return booking with { FromMs = from, ToMs = to, Wh = booking.Wh * share, LowWh = booking.LowWh * share, HighWh = booking.HighWh * share };
    }

    /// <summary>Where each piece's energy came from: roof first, slot by slot, then the grid with its signal of that time.</summary>
    async Task Supply(List<EnergyPiece> pieces, long startMs, long endMs, CancellationToken cancellation)
    {
        var signal = await supplies.Signal(startMs, endMs, cancellation);
        var roof = await supplies.Roof(startMs, endMs, cancellation);
        var load = new double[roof.Count];
        for (var slot = 0; slot < roof.Count; slot++)
            foreach (var piece in pieces)
                load[slot] += piece.Wh * Share(piece, roof[slot].StartMs, roof[slot].EndMs);
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            double roofWh = 0, roofSlotWh = 0, roofSlotG = 0;
            for (var slot = 0; slot < roof.Count; slot++)
            {
                var wh = piece.Wh * Share(piece, roof[slot].StartMs, roof[slot].EndMs) * RoofPower.Share(roof[slot].Wh, load[slot]);
                if (wh <= 0)
                    continue;
                var (g, known) = signal.Over(Math.Max(piece.FromMs, roof[slot].StartMs), Math.Min(piece.ToMs, roof[slot].EndMs));
                (roofWh, roofSlotWh, roofSlotG) = (roofWh + wh, roofSlotWh + (wh * known), roofSlotG + (wh * known * g / 1000));
            }
            var (mean, part) = signal.Over(piece.FromMs, piece.ToMs);
            // What the roof gave is taken off the grid's slots in which it gave it.
            var slotWh = Math.Max(0, (piece.Wh * part) - roofSlotWh);
            pieces[i] = piece with { RoofWh = roofWh, SlotWh = slotWh, SlotG = slotWh > 0 ? Math.Max(0, (piece.Wh * part * mean / 1000) - roofSlotG) : 0 };
        }

        static double Share(EnergyPiece piece, long from, long to) => piece.ToMs == piece.FromMs
            ? piece.FromMs >= from && piece.FromMs < to ? 1 : 0
            : Math.Max(0, Math.Min(piece.ToMs, to) - Math.Max(piece.FromMs, from)) / (double)(piece.ToMs - piece.FromMs);
    }

    static Dictionary<(string, string, string, string, string), EnergyCell>.ValueCollection Energy(
        List<EnergyPiece> pieces, Dictionary<string, RunBelongs> runs, long startMs)
    {
        var cells = new Dictionary<(string Dimension, string Key, string Account, string Phase, string Basis), EnergyCell>();
        foreach (var piece in pieces)
        {
            Add("machine", piece.MachineId ?? GroupWords.Unassigned, piece);
            var run = piece.RunId is { } id ? runs.GetValueOrDefault(id) : null;
            var rest = piece.Account == "unassigned" ? GroupWords.Unassigned : GroupWords.Overhead;
            Add("purpose", run?.Purpose ?? rest, piece);
            Add("material", run is null ? rest : run.Material ?? GroupWords.NoMaterial, piece);
            Add("member", run?.OwnerId ?? rest, piece);
        }
        return cells.Values;

        void Add(string dimension, string key, EnergyPiece piece)
        {
            var name = (dimension, key, piece.Account, piece.Phase, piece.Basis);
            if (!cells.TryGetValue(name, out var cell))
                cells[name] = cell = new() { StartMs = startMs, Dimension = dimension, Key = key, Account = piece.Account, Phase = piece.Phase, Basis = piece.Basis };
            cell.Add(piece);
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
        select run.id, run.machine_id, run.state, run.outcome, run.attempt, run.retry_of, run.started_at_ms, run.ended_at_ms, job.purpose, job.owner_id
        from run join job on job.id = run.job_id
        """;

    static void Parameter(DbCommand command, string name, long value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

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
