using System.Data.Common;
using Npgsql;

namespace Fleet.Silo.Storage;

/// <summary>PostgreSQL through a pooled data source. Each work is a transaction of its own; the server groups the commits.</summary>
public sealed class PostgreSqlDatabase(string connectionString) : IDatabase
{
    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public DatabaseEngine Engine => DatabaseEngine.PostgreSql;

    public async Task<T> Read<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellation = default)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        return await query(connection);
    }

    public async Task<T> Write<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation = default)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var result = await work(transaction);
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
