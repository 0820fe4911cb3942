using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fleet.Bench.Report;

/// <summary>Puts made-up rows into the database past the server, as fast as the engine takes them.</summary>
sealed class FastWriter(string connectionString, bool postgreSql)
{
    public void Write(string table, string columns, List<object?[]> rows)
    {
        if (rows.Count == 0)
            return;
        if (postgreSql)
            Copy(table, columns, rows);
        else
            Insert(table, columns, rows);
    }

    void Copy(string table, string columns, List<object?[]> rows)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var writer = connection.BeginBinaryImport($"copy {table} ({columns}) from stdin (format binary)");
        foreach (var row in rows)
        {
            writer.StartRow();
            foreach (var cell in row)
                switch (cell)
                {
                    case null: writer.WriteNull(); break;
                    case long number: writer.Write(number); break;
                    case double number: writer.Write(number); break;
                    default: writer.Write((string)cell); break;
                }
        }
        writer.Complete();
    }

    void Insert(string table, string columns, List<object?[]> rows)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        var width = rows[0].Length;
        command.CommandText = $"insert into {table} ({columns}) values ({string.Join(", ", Enumerable.Range(0, width).Select(i => $"$p{i}"))})";
        var parameters = Enumerable.Range(0, width).Select(i => command.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" })).ToList();
        foreach (var row in rows)
        {
            for (var i = 0; i < width; i++)
                parameters[i].Value = row[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
        transaction.Commit();
    }
}
