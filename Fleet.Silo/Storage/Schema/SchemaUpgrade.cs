using System.Data.Common;
using System.Reflection;
using Dapper;
using FluentMigrator;
using FluentMigrator.Runner;
using Npgsql;

namespace Fleet.Silo.Storage.Schema;

/// <summary>Brings a database to this build's schema before anything else reads it.</summary>
public static class SchemaUpgrade
{
    /// <summary>Key of the PostgreSQL advisory lock under which one server at a time upgrades; any fixed number serves.</summary>
    const long UpgradeLock = 0x464C454554; // "FLEET"

    /// <summary>The newest migration in this build.</summary>
    static readonly long Newest = typeof(SchemaUpgrade).Assembly.GetTypes().Max(type => type.GetCustomAttribute<MigrationAttribute>()?.Version ?? 0);

    /// <exception cref="InvalidOperationException">The database is newer than this build.</exception>
    public static async Task Apply(IDatabase database, string connectionString, CancellationToken cancellation = default)
    {
        await using var lockHolder = database.Engine == DatabaseEngine.PostgreSql
            ? await Lock(connectionString, cancellation)
            : null;
        var present = await PresentVersion(database, cancellation);
        if (present == Newest)
            return;
        if (present > Newest)
            throw new InvalidOperationException(
                $"The database is at schema {present}, this build knows {Newest}. Start the newer Fleet again, or restore a backup.");

        await using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner => (database.Engine == DatabaseEngine.Sqlite ? runner.AddSQLite() : runner.AddPostgres())
                .WithGlobalConnectionString(connectionString)
                .ScanIn(typeof(SchemaUpgrade).Assembly).For.Migrations())
            .BuildServiceProvider(validateScopes: false);
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }

    static async Task<DbConnection> Lock(string connectionString, CancellationToken cancellation)
    {
        // Not pooled: the lock lives as long as the session, and a pooled session would outlive us.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(cancellation);
        await connection.ExecuteAsync("select pg_advisory_lock(@UpgradeLock)", new { UpgradeLock });
        return connection;
    }

    static Task<long> PresentVersion(IDatabase database, CancellationToken cancellation) =>
        database.Read(async connection =>
        {
            var table = database.Engine == DatabaseEngine.Sqlite
                ? "select count(*) from sqlite_master where name = 'VersionInfo'"
                : "select count(*) from information_schema.tables where table_name = 'VersionInfo'";
            return await connection.ExecuteScalarAsync<long>(table) == 0
                ? 0
                : await connection.ExecuteScalarAsync<long?>("""select max("Version") from "VersionInfo" """) ?? 0;
        }, cancellation);
}
