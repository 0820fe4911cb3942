using Fleet.Core.Energy;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Live;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <summary>Runs with what the ledger says of them.</summary>
public sealed class RunViews(IDatabase database, LiveHub live)
{
    public async Task<IReadOnlyList<RunView>> Of(IReadOnlyList<RunRow> runs)
    {
        if (runs.Count == 0)
            return [];
        var ids = runs.Select(run => run.Id).ToArray();
        var energy = (await database.List<EnergySum>(
            $"""
            select run_id, phase, basis, sum(wh) as wh, sum(low_wh) as low_wh, sum(high_wh) as high_wh
            from energy_booking where {database.OneOf("run_id", "@ids")} group by run_id, phase, basis
            """, new { ids })).ToLookup(sum => sum.RunId);
        var material = (await database.List<MaterialSum>(
            $"""
            select run_id, lot_id, tool, material, basis, sum(length_mm) as length_mm, sum(mass_g) as mass_g
            from material_booking where {database.OneOf("run_id", "@ids")} group by run_id, lot_id, tool, material, basis order by tool
            """, new { ids })).ToLookup(sum => sum.RunId);
        var asides = (await database.List<AsideRow>($"select * from set_aside where {database.OneOf("run_id", "@ids")}", new { ids }))
            .ToDictionary(row => row.RunId, row => new SetAsideView(row.ByAccount, Instants.At(row.AtMs), row.Reason, row.Conditions));
        return [.. runs.Select(run => View(run, [.. energy[run.Id]], [.. material[run.Id]]) with { SetAside = asides.GetValueOrDefault(run.Id) })];
    }

    public async Task<RunView?> Find(string runId) =>
        await database.Find<RunRow>("select * from run where id = @runId", new { runId }) is { } run ? (await Of([run]))[0] : null;

    RunView View(RunRow run, IReadOnlyList<EnergySum> energy, IReadOnlyList<MaterialSum> material)
    {
        var now = run.StateWord.IsOpen() && live.Find(run.MachineId)?.Run is { } running && running.Id == run.Id ? running : null;
        return new(run.Id, run.JobId, run.MachineId, run.State, (int)run.CopyNumber, (int)run.Attempt, run.RetryOf,
            Math.Max(run.Progress, now?.Fraction ?? 0), now?.Phase ?? run.Phase, Math.Max(run.Line, now?.Line ?? 0), now?.RemainingSeconds,
            run.Reason, Energy(energy),
            [.. material.Select(sum => new MaterialView(sum.LotId, (int)sum.Tool, sum.Material, sum.LengthMm, sum.MassG, sum.Basis))],
            Instants.At(run.CreatedAtMs), Instants.At(run.StartedAtMs), Instants.At(run.EndedAtMs), run.Outcome, run.OutcomeBy, run.OutcomeNote);
    }

    static EnergyView? Energy(IReadOnlyList<EnergySum> sums)
    {
        if (sums.Count == 0)
            return null;
        var wh = sums.Sum(sum => sum.Wh);
        var measuredWh = sums.Where(sum => Bases.IsMeasured(sum.Basis)).Sum(sum => sum.Wh);
        var byPhase = new[] { RunPhase.WarmUp, RunPhase.Processing, RunPhase.Idle }
            .ToDictionary(Word.Of, phase => sums.Where(sum => sum.Phase == Word.Of(phase)).Sum(sum => sum.Wh));
        return new(wh, sums.Sum(sum => sum.LowWh), sums.Sum(sum => sum.HighWh), wh > 0 ? measuredWh / wh : sums.Any(sum => Bases.IsMeasured(sum.Basis)) ? 1 : 0, byPhase);
    }

    sealed record AsideRow
    {
        public string RunId { get; init; } = "";
        public string ByAccount { get; init; } = "";
        public string Reason { get; init; } = "";
        public string Conditions { get; init; } = "";
        public long AtMs { get; init; }
    }

    sealed record EnergySum
    {
        public string RunId { get; init; } = "";
        public string Phase { get; init; } = "";
        public string Basis { get; init; } = "";
        public double Wh { get; init; }
        public double LowWh { get; init; }
        public double HighWh { get; init; }
    }

    sealed record MaterialSum
    {
        public string RunId { get; init; } = "";
        public string? LotId { get; init; }
        public long Tool { get; init; }
        public string Material { get; init; } = "";
        public string Basis { get; init; } = "";
        public double LengthMm { get; init; }
        public double MassG { get; init; }
    }
}
