namespace Fleet.Silo.Storage;

public enum DatabaseEngine
{
    /// <summary>A file in the data folder; one server.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server; one or many Fleet servers.</summary>
    PostgreSql,
}
