using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Fleet.Silo.Storage;

/// <summary>
/// Many rows of one table in few statements: a server in another process is asked once for a hundred rows, not a hundred times. SQLite is in
/// this process and looks for each parameter's name among all others: there few rows at once are quickest.
/// </summary>
public static class ManyRows
{
    const int RowsAtOnce = 100, RowsAtOnceInProcess = 4;

    /// <param name="rows">Each in the order of the columns.</param>
    public static async Task Insert(this DbTransaction transaction, string table, IReadOnlyList<string> columns, IEnumerable<object[]> rows)
    {
        foreach (var chunk in rows.Chunk(transaction is SqliteTransaction ? RowsAtOnceInProcess : RowsAtOnce).GroupBy(chunk => chunk.Length))
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = Statement(table, columns, chunk.Key);
            var parameters = new DbParameter[columns.Count * chunk.Key];
            for (var i = 0; i < parameters.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"p{i}");
                command.Parameters.Add(parameters[i] = parameter);
            }
            foreach (var part in chunk)
            {
                for (var row = 0; row < part.Length; row++)
                    for (var column = 0; column < columns.Count; column++)
                        parameters[(row * columns.Count) + column].Value = part[row][column];
                await command.ExecuteNonQueryAsync();
            }
        }
    }

    static string Statement(string table, IReadOnlyList<string> columns, int rows)
    {
        var text = new StringBuilder($"insert into {table} ({string.Join(", ", columns)}) values ");
        for (var row = 0; row < rows; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < columns.Count; column++)
                text.Append(column == 0 ? "@p" : ", @p").Append((row * columns.Count) + column);
            text.Append(')');
        }
        return text.ToString();
    }
}
