namespace Fleet.Silo.Storage;

/// <summary>
/// Another activation of the same grain has written a newer version of the row. The grain that gets this must step down:
/// what it knows is old.
/// </summary>
public sealed class StaleRowException(string table, string id)
    : Exception($"{table} {id} was changed by a newer activation.");
