using System.Data.Common;

namespace Fleet.Silo.Reports.Sums;

/// <summary>Writes sums, and makes months of days.</summary>
static class SumRows
{
    public static IReadOnlyList<string> Tables { get; } = ["energy_sum", "material_sum", "run_sum", "person_sum"];

    public static async Task Write(DbTransaction transaction, DaySums sums)
    {
        await transaction.ExecuteMany(
            """
            insert into energy_sum (span, start_ms, dimension, key, account, phase, basis, wh, low_wh, high_wh, hours, slot_wh, slot_g, roof_wh)
            values (@Span, @StartMs, @Dimension, @Key, @Account, @Phase, @Basis, @Wh, @LowWh, @HighWh, @Hours, @SlotWh, @SlotG, @RoofWh)
            """, sums.Energy);
        await transaction.ExecuteMany(
            """
            insert into material_sum (span, start_ms, dimension, key, material, kind, basis, outcome, mass_g)
            values (@Span, @StartMs, @Dimension, @Key, @Material, @Kind, @Basis, @Outcome, @MassG)
            """, sums.Material);
        await transaction.ExecuteMany(
            """
            insert into run_sum (span, start_ms, dimension, key, runs, good, first_good, unjudged, retries, failed_wh, failed_g, retry_warm_up_wh, hours)
            values (@Span, @StartMs, @Dimension, @Key, @Runs, @Good, @FirstGood, @Unjudged, @Retries, @FailedWh, @FailedG, @RetryWarmUpWh, @Hours)
            """, sums.Runs);
        await transaction.ExecuteMany(
            "insert into person_sum (span, start_ms, dimension, key, owner_id) values (@Span, @StartMs, @Dimension, @Key, @OwnerId)", sums.People);
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
