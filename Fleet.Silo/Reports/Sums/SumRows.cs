using System.Data.Common;

namespace Fleet.Silo.Reports.Sums;

/// <summary>Writes sums, and makes months of days.</summary>
static class SumRows
{
    public static IReadOnlyList<string> Tables { get; } = ["energy_sum", "material_sum", "run_sum", "person_sum"];

    static readonly string[] Energy = ["span", "start_ms", "dimension", "key", "account", "phase", "basis", "wh", "low_wh", "high_wh", "hours", "slot_wh", "slot_g", "roof_wh"];
    static readonly string[] Material = ["span", "start_ms", "dimension", "key", "material", "kind", "basis", "outcome", "mass_g"];
    static readonly string[] Runs = ["span", "start_ms", "dimension", "key", "runs", "good", "first_good", "unjudged", "retries", "failed_wh", "failed_g", "retry_warm_up_wh", "hours"];
    static readonly string[] People = ["span", "start_ms", "dimension", "key", "owner_id"];

    public static async Task Write(DbTransaction transaction, DaySums sums)
    {
        await transaction.Insert("energy_sum", Energy, sums.Energy.Select(cell => new object[]
        {
            cell.Span, cell.StartMs, cell.Dimension, SumKey.Of(cell), cell.Account, cell.Phase, cell.Basis, cell.Wh, cell.LowWh, cell.HighWh, cell.Hours, cell.SlotWh, cell.SlotG, cell.RoofWh,
        }));
        await transaction.Insert("material_sum", Material, sums.Material.Select(cell => new object[] { cell.Span, cell.StartMs, cell.Dimension, cell.Key, cell.Material, cell.Kind, cell.Basis, cell.Outcome, cell.MassG }));
        await transaction.Insert("run_sum", Runs, sums.Runs.Select(cell => new object[]
        {
            cell.Span, cell.StartMs, cell.Dimension, cell.Key, cell.Runs, cell.Good, cell.FirstGood, cell.Unjudged, cell.Retries, cell.FailedWh, cell.FailedG, cell.RetryWarmUpWh, cell.Hours,
        }));
        await transaction.Insert("person_sum", People, sums.People.Select(cell => new object[] { cell.Span, cell.StartMs, cell.Dimension, cell.Key, cell.OwnerId }));
        await transaction.ExecuteMany(
            """
            insert into person_first (owner_id, first_ms) values (@OwnerId, @StartMs)
            on conflict (owner_id) do update set first_ms = case when excluded.first_ms < person_first.first_ms then excluded.first_ms else person_first.first_ms end
            """, [.. sums.People.Where(person => person.Dimension == "purpose").DistinctBy(person => person.OwnerId)]);
    }

    const string Days = "where dimension = @dimension and span = 'day' and start_ms >= @start and start_ms < @end";

    public static IReadOnlyList<string> Months { get; } =
    [
        $"""
        insert into energy_sum (span, start_ms, dimension, key, account, phase, basis, wh, low_wh, high_wh, hours, slot_wh, slot_g, roof_wh)
        select 'month', @start, dimension, key, account, phase, basis, sum(wh), sum(low_wh), sum(high_wh), sum(hours), sum(slot_wh), sum(slot_g), sum(roof_wh)
        from energy_sum {Days} group by dimension, key, account, phase, basis
        """,
        $"""
        insert into material_sum (span, start_ms, dimension, key, material, kind, basis, outcome, mass_g)
        select 'month', @start, dimension, key, material, kind, basis, outcome, sum(mass_g) from material_sum {Days} group by dimension, key, material, kind, basis, outcome
        """,
        $"""
        insert into run_sum (span, start_ms, dimension, key, runs, good, first_good, unjudged, retries, failed_wh, failed_g, retry_warm_up_wh, hours)
        select 'month', @start, dimension, key, sum(runs), sum(good), sum(first_good), sum(unjudged), sum(retries), sum(failed_wh), sum(failed_g), sum(retry_warm_up_wh), sum(hours)
        from run_sum {Days} group by dimension, key
        """,
        $"""
        insert into person_sum (span, start_ms, dimension, key, owner_id)
        select distinct 'month', @start, dimension, key, owner_id from person_sum {Days}
        """,
    ];
}
