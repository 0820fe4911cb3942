using Dapper;
using Fleet.Silo.Storage.Schema;

namespace Fleet.Silo.Upkeep;

/// <summary>Takes a whole workshop into a database that holds none.</summary>
public sealed class EmptyDatabase(IDatabase database, string connectionString)
{
    const int RowsPerStep = 500;

    /// <summary>Null when the database is empty, else the sentence that refuses it.</summary>
    public async Task<string?> WhyNot(CancellationToken cancellation)
    {
        await SchemaUpgrade.Apply(database, connectionString, cancellation);
        foreach (var table in new[] { "machine", "program", "job", "agent", "account", "energy_booking" })
            if (await database.Find<long>($"select count(*) from {table}", null, cancellation) > 0)
                return $"The database already holds a workshop (table {table} is not empty). Name an empty one.";
        return null;
    }

    /// <summary>Fills one table; what a fresh schema put there goes.</summary>
    public async Task<TableDigest> Fill(TableShape table, IAsyncEnumerable<object?[]> rows)
    {
        var tally = new TableTally(table.Table);
        await database.Execute($"delete from \"{table.Table}\"");
        var step = new List<object?[]>(RowsPerStep);
        await foreach (var row in rows)
        {
            tally.Add(row, RowText.Write(row));
            step.Add(row);
            if (step.Count == RowsPerStep)
                await Write(table, step);
        }
        await Write(table, step);
        return tally.Digest;
    }

    async Task Write(TableShape table, List<object?[]> rows)
    {
        if (rows.Count == 0)
            return;
        await database.Write(async transaction =>
        {
            foreach (var row in rows)
            {
                if (row.Length != table.Columns.Count)
                    throw new InvalidDataException($"The table {table.Table} of the backup is damaged: a row has {row.Length} values for {table.Columns.Count} columns.");
                var parameters = new DynamicParameters();
                for (var number = 0; number < row.Length; number++)
                    parameters.Add($"p{number}", row[number] is DBNull ? null : row[number]);
                await transaction.Execute(table.Insert, parameters);
            }
            return true;
        });
        rows.Clear();
    }
}
