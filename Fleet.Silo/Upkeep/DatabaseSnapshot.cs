using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fleet.Silo.Upkeep;

/// <summary>
/// One moment of a whole database, read while the server goes on writing: a read transaction on SQLite (WAL), a repeatable-read one on
/// PostgreSQL.
/// </summary>
public sealed class DatabaseSnapshot : IAsyncDisposable
{
    readonly DbConnection _connection;
    readonly DbTransaction _transaction;

    DatabaseSnapshot(DbConnection connection, DbTransaction transaction, DatabaseEngine engine, IReadOnlyList<TableShape> tables, long schema) =>
        (_connection, _transaction, Engine, Tables, Schema) = (connection, transaction, engine, tables, schema);

    public DatabaseEngine Engine { get; }

    public IReadOnlyList<TableShape> Tables { get; }

    /// <summary>The newest migration that the database has seen.</summary>
    public long Schema { get; }

    public static async Task<DatabaseSnapshot> Take(DatabaseEngine engine, string connectionString, CancellationToken cancellation)
    {
        DbConnection connection = engine == DatabaseEngine.Sqlite ? new SqliteConnection(connectionString) : new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        var transaction = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        // The first read fixes the moment.
        var schema = await connection.ExecuteScalarAsync<long>("""select max("Version") from "VersionInfo" """, transaction: transaction);
        return new(connection, transaction, engine, await TableShape.Of(connection, engine, transaction), schema);
    }

    public async Task<IReadOnlyList<string>> ProgramIds() => [.. await _connection.QueryAsync<string>("select id from program", transaction: _transaction)];

    /// <summary>A table's rows. The chunks of programs are left out: programs travel as files, whatever the database does with them.</summary>
    public async IAsyncEnumerable<object?[]> Rows(TableShape table)
    {
        await using var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = table.Select + table.Table switch
        {
            "blob" => " where id not in (select id from program)",
            "blob_chunk" => " where blob_id not in (select id from program)",
            _ => "",
        };
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var values = new object?[table.Columns.Count];
            reader.GetValues(values!);
            yield return values;
        }
    }

    public async Task<TableDigest> Digest(TableShape table)
    {
        var tally = new TableTally(table.Table);
        await foreach (var row in Rows(table))
            tally.Add(row, RowText.Write(row));
        return tally.Digest;
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
