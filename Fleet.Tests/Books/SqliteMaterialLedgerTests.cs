using Fleet.Silo.Storage;

namespace Fleet.Tests.Books;

public sealed class SqliteMaterialLedgerTests : MaterialLedgerTests
{
    readonly string _folder = Directory.CreateTempSubdirectory("fleet-material-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override Task<(IDatabase, string)> Open()
    {
        var database = new SqliteDatabase(Path.Combine(_folder, "fleet.db"));
        return Task.FromResult<(IDatabase, string)>((database, database.ConnectionString));
    }
}
