using System.Collections.Concurrent;
using Fleet.Core.Gcode;
using Fleet.Core.Material;
using Fleet.Silo.Grains;
using Fleet.Silo.Programs;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Ledger;

/// <summary>
/// Tells, once a run is over and again when a person judged it, what of its material is in no good part: support, purge and skirt by the
/// program's own marks up to the executed length, all of a part that failed, swarf of what was milled.
/// </summary>
public sealed class ScrapBooks(IDatabase database, IGrainFactory grains, ProgramFiles files)
{
    const int MostCurves = 32;

    // Programs are immutable; a few are run again and again.
    readonly ConcurrentDictionary<string, IReadOnlyDictionary<int, FeatureCurve>> _curves = new();

    /// <summary>Does nothing for a run that is still open, and nothing twice.</summary>
    public async Task Sort(string runId)
    {
        if (await database.Find<RunRow>("select * from run where id = @runId", new { runId }) is not { EndedAtMs: not null } run)
            return;
        var programId = await database.Find<string>("select program_id from job where id = @JobId", run) ?? "";
        // What a person says counts; without a word an unfinished run has made nothing.
        var failed = run.Outcome is { } outcome ? outcome == Word.Of(Outcome.Bad) : run.StateWord != RunState.Finished;
        var used = await database.List<UsedRow>(
            """
            select lot_id, machine_id, tool, sum(length_mm) as length_mm, sum(mass_g) as mass_g
            from material_booking where run_id = @runId and basis not in ('milled', 'measured') group by lot_id, machine_id, tool order by tool, min(at_ms)
            """, new { runId });
        if (used.Count > 0)
            await Filament(run, programId, failed, used);
        else
            await Milled(run, programId);
    }

    /// <summary>Lots follow each other on a tool: each has its stretch of the program's filament.</summary>
    async Task Filament(RunRow run, string programId, bool failed, IReadOnlyList<UsedRow> used)
    {
        var curves = await Curves(programId);
        foreach (var tool in used.GroupBy(row => row.Tool))
        {
            double fromMm = 0;
            var curve = curves.GetValueOrDefault((int)tool.Key);
            foreach (var row in tool)
            {
                var toMm = fromMm + row.LengthMm;
                var scrap = new List<ScrapShare>();
                foreach (var kind in FeatureCurve.Kinds)
                    if (curve is not null && curve.ScrapMm(kind, toMm) - curve.ScrapMm(kind, fromMm) is > 0 and var mm)
                        scrap.Add(new(kind, mm, row.LengthMm > 0 ? row.MassG * mm / row.LengthMm : 0));
                if (failed)
                    scrap.Add(new(ScrapKind.Failed, row.LengthMm - scrap.Sum(share => share.LengthMm), row.MassG - scrap.Sum(share => share.MassG)));
                await grains.GetGrain<ILotGrain>(row.LotId ?? $"none:{run.MachineId}").Sort(run.Id, (int)tool.Key, [.. scrap]);
                fromMm = toMm;
            }
        }
    }

    /// <summary>A finished milling run out of a sheet or blank that is on the machine, where stock and tool are known.</summary>
    async Task Milled(RunRow run, string programId)
    {
        if (run.StateWord != RunState.Finished
            || await database.Find<(double RemovedMm3, double StockMm3)?>("select removed_mm3, stock_mm3 from milling_setup where program_id = @programId", new { programId }) is not { } milled
            || await database.Find<LotRow>(
                """
                select lot.* from lot join lot_load on lot_load.lot_id = lot.id
                where lot_load.machine_id = @MachineId and lot.form <> 'filament' and from_ms <= @EndedAtMs and (to_ms is null or to_ms > @EndedAtMs) order by from_ms desc limit 1
                """, run) is not { } lot)
            return;
        double Grams(double mm3) => mm3 / 1000 * lot.DensityGPerCm3;
        // A blank is one part; a sheet goes on, and its parts are booked when it is cut.
        await grains.GetGrain<ILotGrain>(lot.Id).Mill(run.Id, run.MachineId, Grams(milled.RemovedMm3), lot.Form == "blank" ? Grams(milled.StockMm3 - milled.RemovedMm3) : 0);
    }

    async Task<IReadOnlyDictionary<int, FeatureCurve>> Curves(string programId)
    {
        if (_curves.TryGetValue(programId, out var known))
            return known;
        await using var program = await files.Open(programId, CancellationToken.None);
        var curves = program is null ? new Dictionary<int, FeatureCurve>() : await Task.Run(() =>
            ProgramAnalyser.Analyse(program, null, AnalysisOptions.Default with { WithMotionTime = false }, CancellationToken.None) is AnalysisOutcome.Analysed analysed ? analysed.Curves : new Dictionary<int, FeatureCurve>());
        if (_curves.Count >= MostCurves)
            _curves.Clear();
        if (program is not null)
            _curves[programId] = curves;
        return curves;
    }

    sealed record UsedRow
    {
        public string? LotId { get; init; }
        public string? MachineId { get; init; }
        public long Tool { get; init; }
        public double LengthMm { get; init; }
        public double MassG { get; init; }
    }
}
