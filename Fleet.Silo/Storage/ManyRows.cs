using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Fleet.Silo.Storage;

/// <summary>
/// Many rows of one table. A server in another process is given whole columns, a thousand rows at a time; SQLite is in this process, and each
/// row costs no more than its values.
/// <code>
///   SQLite       insert into t (a, b) values (?, ?)                        prepared once, bound for each row
///   PostgreSQL   insert into t (a, b) select * from unnest(@p0, @p1)       an array for each column
/// </code>
/// </summary>
public static class ManyRows
{
    const int RowsAtOnce = 1000;

    /// <param name="rows">Each in the order of the columns; texts, whole numbers, doubles and nulls, one kind in each column.</param>
    /// <param name="unlessKnown">Rows whose key is there already are left out; otherwise they are an error.</param>
    public static async Task Insert(this DbTransaction transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, bool unlessKnown = false)
    {
        var ending = unlessKnown ? " on conflict do nothing" : "";
        if (transaction is SqliteTransaction { Connection: { } inProcess })
            SqliteRows.Insert(inProcess, $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(_ => "?"))}){ending}", rows);
        else
            foreach (var chunk in rows.Chunk(RowsAtOnce))
                await InsertColumns(transaction, table, columns, chunk, ending);
    }

    /// <summary>Columns that are empty in all rows are left out: nothing tells their kind, and null is what they hold anyway.</summary>
    static async Task InsertColumns(DbTransaction transaction, string table, IReadOnlyList<string> columns, object?[][] rows, string ending)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        var (names, places) = (new List<string>(), new List<string>());
        for (var column = 0; column < columns.Count; column++)
            if (Array.Find(rows, row => row[column] is not null) is { } told)
            {
                var values = command.CreateParameter();
                (values.ParameterName, values.Value) = (string.Create(CultureInfo.InvariantCulture, $"p{names.Count}"), Column(rows, column, told[column]!));
                command.Parameters.Add(values);
                places.Add($"@{values.ParameterName}");
                names.Add(columns[column]);
            }
        command.CommandText = $"insert into {table} ({string.Join(", ", names)}) select * from unnest({string.Join(", ", places)}){ending}";
        await command.ExecuteNonQueryAsync();
    }

    static Array Column(object?[][] rows, int column, object told) => told switch
    {
        string => Array.ConvertAll(rows, row => (string?)row[column]),
        long or int or bool => Array.ConvertAll(rows, row => row[column] is { } whole ? Convert.ToInt64(whole, CultureInfo.InvariantCulture) : (long?)null),
        double => Array.ConvertAll(rows, row => (double?)row[column]),
        _ => throw new ArgumentException($"A column of {told.GetType()} is not known here."),
    };
}
