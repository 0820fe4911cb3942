using System.Data.Common;

namespace Fleet.Silo.Storage;

/// <summary>
/// The one database of the fleet, whichever engine is below. Queries are the same text for both engines.
/// Rows use text ids, Unix milliseconds and doubles with the unit in the column's name.
/// </summary>
public interface IDatabase : IAsyncDisposable
{
    DatabaseEngine Engine { get; }

    /// <summary>Reads on a connection of its own; sees everything that was acknowledged before the call.</summary>
    Task<T> Read<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellation = default);

    /// <summary>
    /// Writes in one transaction; when the task completes, the facts survive a power cut. An exception rolls back this work alone.
    /// <paramref name="work"/> may await nothing but the database.
    /// </summary>
    Task<T> Write<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation = default);
}
