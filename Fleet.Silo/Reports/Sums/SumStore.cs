using System.Data.Common;

namespace Fleet.Silo.Reports.Sums;

/// <summary>Where sums are kept, with the list of days that must be summed. Each stored day and month takes the next turn, by which readers see that it is new.</summary>
sealed class SumStore(IDatabase database)
{
    /// <summary>What sums are kept by; other groupings are made of the machines. By all but the first four runs alone are counted.</summary>
    public static IReadOnlyList<string> Dimensions { get; } = ["machine", "purpose", "material", "member", "displacement", "forWorkshop", "machine/purpose", "machine/material", "machine/member"];

    public Task<SumState?> State(CancellationToken cancellation) => database.Find<SumState>("select * from sum_state where id = 1", null, cancellation);

    public Task Begin(SumState state, CancellationToken cancellation) => database.Execute(
        "insert into sum_state (id, zone, method, summed_to_ms, seen_to_ms) values (1, @Zone, @Method, @SummedToMs, @SeenToMs) on conflict do nothing", state, cancellation);

    /// <summary>Days to be summed, and up to where the ledger was looked through, in one transaction.</summary>
    public Task Note(IReadOnlyCollection<long> startsMs, long summedToMs, long seenToMs, CancellationToken cancellation) => database.Write(async transaction =>
    {
        await transaction.ExecuteMany("insert into sum_stale (start_ms) values (@start) on conflict do nothing", [.. startsMs.Select(start => new { start })]);
        await transaction.Execute("update sum_state set summed_to_ms = @summedToMs, seen_to_ms = @seenToMs where id = 1", new { summedToMs, seenToMs });
        return true;
    }, cancellation);

    public Task Mark(IReadOnlyCollection<long> startsMs, CancellationToken cancellation) => startsMs.Count == 0 ? Task.CompletedTask : database.Write(
        transaction => transaction.ExecuteMany("insert into sum_stale (start_ms) values (@start) on conflict do nothing", [.. startsMs.Select(start => new { start })]), cancellation);

    public Task<IReadOnlyList<long>> Stale(long beforeMs, CancellationToken cancellation) =>
        database.List<long>("select start_ms from sum_stale where start_ms < @beforeMs order by start_ms", new { beforeMs }, cancellation);

    public Task Day(long start, DaySums sums, CancellationToken cancellation) => database.Write(async transaction =>
    {
        // One server at a time: the others wait here, and then replace the day by the same sums.
        await transaction.Execute("update sum_state set method = method where id = 1");
        foreach (var table in SumRows.Tables)
            foreach (var dimension in Dimensions)
                await transaction.Execute($"delete from {table} where dimension = @dimension and span = 'day' and start_ms = @start", new { dimension, start });
        await SumRows.Write(transaction, sums);
        await Turn(transaction, "day", start);
        return true;
    }, cancellation);

    /// <summary>A month out of its days. Only with it its days are done: a crash before sums them once more.</summary>
    /// <param name="end">Null while the month is not over: then only its days are kept.</param>
    public Task Month(long start, long? end, IReadOnlyCollection<long> days, CancellationToken cancellation) => database.Write(async transaction =>
    {
        await transaction.Execute("update sum_state set method = method where id = 1");
        if (end is not null)
        {
            foreach (var table in SumRows.Tables)
                foreach (var dimension in Dimensions)
                    await transaction.Execute($"delete from {table} where dimension = @dimension and span = 'month' and start_ms = @start", new { dimension, start });
            foreach (var dimension in Dimensions)
                foreach (var statement in SumRows.Months)
                    await transaction.Execute(statement, new { dimension, start, end });
            await Turn(transaction, "month", start);
        }
        await transaction.ExecuteMany("delete from sum_stale where start_ms = @day", [.. days.Select(day => new { day })]);
        return true;
    }, cancellation);

    /// <summary>What was stored after a turn, in order of the turns. Turns never begin anew, also when sums are forgotten.</summary>
    public Task<IReadOnlyList<(string Span, long StartMs, long Turn)>> Since(long turn, CancellationToken cancellation) =>
        database.List<(string, long, long)>("select span, start_ms, turn from sum_turn where turn > @turn order by turn", new { turn }, cancellation);

    public Task Forget(CancellationToken cancellation) => database.Write(async transaction =>
    {
        foreach (var table in (string[])[.. SumRows.Tables, "person_first", "sum_state", "sum_stale"])
            await transaction.Execute($"delete from {table}");
        return true;
    }, cancellation);

    static Task<int> Turn(DbTransaction transaction, string span, long start) => transaction.Execute(
        """
        insert into sum_turn (span, start_ms, turn) values (@span, @start, (select coalesce(max(turn), 0) + 1 from sum_turn))
        on conflict (span, start_ms) do update set turn = excluded.turn
        """, new { span, start });
}
