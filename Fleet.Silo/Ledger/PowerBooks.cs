using System.Data.Common;
using Fleet.Core.Energy;
using Fleet.Silo.Planning;

namespace Fleet.Silo.Ledger;

/// <summary>What is believed of machines' power: the profile's word, and what their own meters taught.</summary>
public sealed class PowerBooks(IDatabase database, PlanningQueries planning)
{
    /// <summary>Of one machine behind one meter. A meter that is new to the machine begins with what another has taught.</summary>
    /// <param name="meters">How many meters feed the machine side by side now; each sees a part of its power.</param>
    public async Task<PowerBook> Of(string machineId, string meterId, int meters)
    {
        var rows = await Learnt(machineId);
        var book = await Prior(machineId, meters);
        var own = rows.Where(row => row.MeterId == meterId).ToList();
        return Filled(book, own.Count > 0 || meters > 1 ? own : Newest(rows));
    }

    /// <summary>Of a machine that no meter sees now: what its meters taught, else the profile, else a peripheral's own figures. Null: nothing is known.</summary>
    public async Task<PowerBook?> Of(string machineId)
    {
        if (await database.Find<(double RunningW, double Uncertainty)?>("select running_w, relative_uncertainty from peripheral where id = @machineId", new { machineId }) is { } figures)
            return PowerBook.FromProfile(new() { StandbyW = 0, ReadyW = 0, WarmUpW = figures.RunningW, ProcessingW = figures.RunningW, RelativeUncertainty = figures.Uncertainty, Source = "peripheral" });
        if (await planning.ProfileOf(machineId) is not { } profile)
            return null;
        var rows = await Learnt(machineId);
        var beside = rows.Count == 0 ? [] : await Beside(machineId, Newest(rows)[0].MeterId);
        var parts = beside.Select(meterId => rows.Where(row => row.MeterId == meterId).ToList()).Where(part => part.Count > 0).ToList();
        return parts.Count switch
        {
            0 => PowerBook.FromProfile(profile.Power),
            1 => Filled(PowerBook.FromProfile(profile.Power), parts[0]),
            _ => PowerBook.Sum([.. parts.Select(part => Filled(PowerBook.FromProfile(profile.Power, 1.0 / parts.Count), part))]),
        };
    }

    public Task<IReadOnlyList<LearntRow>> Learnt(string machineId) =>
        database.List<LearntRow>("select * from learnt_power where machine_id = @machineId", new { machineId });

    /// <summary>Keeps what a meter taught; the meter's grain is the only writer of its rows.</summary>
    public static async Task Keep(DbTransaction transaction, string meterId, IReadOnlyDictionary<string, PowerBook> books, IReadOnlyList<Spell> spells, long nowMs)
    {
        foreach (var (machineId, state) in spells.Select(spell => (spell.MachineId, spell.State)).Distinct())
        {
            var belief = books[machineId][state];
            await transaction.Execute(
                """
                insert into learnt_power (meter_id, machine_id, phase, mean_w, weight, shape, scale_w2, spells, at_ms)
                values (@meterId, @machineId, @phase, @MeanW, @Weight, @Shape, @ScaleW2, @Spells, @nowMs)
                on conflict (meter_id, machine_id, phase) do update set mean_w = @MeanW, weight = @Weight, shape = @Shape, scale_w2 = @ScaleW2,
                    spells = @Spells, at_ms = @nowMs
                """, new { meterId, machineId, phase = Word.Of(state), belief.MeanW, belief.Weight, belief.Shape, belief.ScaleW2, belief.Spells, nowMs });
        }
    }

    async Task<PowerBook> Prior(string machineId, int meters) =>
        PowerBook.FromProfile((await planning.ProfileOf(machineId))?.Power, 1.0 / Math.Max(1, meters));

    /// <summary>Meters that fed the machine at the same time as this one, with itself.</summary>
    Task<IReadOnlyList<string>> Beside(string machineId, string meterId) =>
        database.List<string>(
            """
            select distinct other.meter_id from meter_binding mine join meter_binding other on other.machine_id = mine.machine_id
            where mine.machine_id = @machineId and mine.meter_id = @meterId
                and (other.meter_id = mine.meter_id or (other.from_ms < coalesce(mine.to_ms, 9223372036854775807) and mine.from_ms < coalesce(other.to_ms, 9223372036854775807)))
            """, new { machineId, meterId });

    static List<LearntRow> Newest(IReadOnlyList<LearntRow> rows) =>
        rows.Count == 0 ? [] : [.. rows.GroupBy(row => row.MeterId).MaxBy(meter => meter.Max(row => row.AtMs))!];

    static PowerBook Filled(PowerBook book, IReadOnlyList<LearntRow> rows) =>
        rows.Aggregate(book, (filled, row) => filled.With(Word.Known<RunPhase>(row.Phase), new(row.MeanW, row.Weight, row.Shape, row.ScaleW2, row.Spells)));
}
