using Fleet.Silo.Programs;

namespace Fleet.Silo.Upkeep;

/// <summary>Moves a workshop from its SQLite file into PostgreSQL, and shows table by table that nothing was lost. The file stays as it was.</summary>
public static class Removal
{
    /// <summary>One pair per table: what left and what arrived, counted in the new database itself.</summary>
    public static async Task<IReadOnlyList<(TableDigest From, TableDigest To)>> Carry(
        string sqliteConnection, ProgramFiles from, IDatabase target, string targetConnection, ProgramFiles to, CancellationToken cancellation)
    {
        await using var source = await DatabaseSnapshot.Take(DatabaseEngine.Sqlite, sqliteConnection, cancellation);
        var empty = new EmptyDatabase(target, targetConnection);
        var left = new List<TableDigest>();
        foreach (var table in source.Tables)
            left.Add(await empty.Fill(table, source.Rows(table)));
        foreach (var programId in await source.ProgramIds())
        {
            await using var content = await from.Open(programId, cancellation);
            if (content is null)
                continue;
            using var arrival = await to.Receive(content, long.MaxValue, cancellation);
            await arrival!.Keep(cancellation);
        }
        await using var arrived = await DatabaseSnapshot.Take(DatabaseEngine.PostgreSql, targetConnection, cancellation);
        var pairs = new List<(TableDigest, TableDigest)>();
        foreach (var (table, digest) in source.Tables.Zip(left))
            pairs.Add((digest, await arrived.Digest(table)));
        return pairs;
    }
}
