using Dapper;
using Npgsql;

namespace Fleet.Silo.Cluster;

/// <summary>
/// A PostgreSQL database belongs to one server alone or to the nodes of a cluster: two servers that do not know each other would plan
/// and book against each other. Held as an advisory lock for as long as the server lives; PostgreSQL frees it with the connection.
/// </summary>
public sealed class OneServer : IAsyncDisposable
{
    /// <summary>Any fixed number serves; another one than the schema upgrade's.</summary>
    const long ServerLock = 0x464C454555; // "FLEEU"

    readonly NpgsqlConnection _connection;

    OneServer(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Null when the database is taken by a server that does not share it.</summary>
    public static async Task<OneServer?> Take(string connectionString, bool clustered)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 30 }.ToString());
        await connection.OpenAsync();
        if (await connection.ExecuteScalarAsync<bool>(
                clustered ? "select pg_try_advisory_lock_shared(@ServerLock)" : "select pg_try_advisory_lock(@ServerLock)", new { ServerLock }))
            return new(connection);
        await connection.DisposeAsync();
        return null;
    }

    /// <summary>What to say to whoever comes second.</summary>
    public static string Taken(bool clustered) => clustered
        ? "A single server uses this database. Stop it, then start every server with --cluster."
        : "Other servers use this database. Start this one with --cluster as well, or stop them.";

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
