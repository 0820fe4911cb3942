using Fleet.Protocol;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace Fleet.Agent.Journal;

/// <summary>
/// The facts that this agent owes the server, on its own disk, in order. A fact survives a power cut once <see cref="Append"/> has
/// returned, and stays until the server has acknowledged it. A new file is a new epoch: a re-imaged agent never reuses a sequence.
/// When the disk is full or broken, facts wait in memory, in order, until it can be written again; <see cref="Trouble"/> says so.
/// Thread-safe.
/// </summary>
public sealed class FactJournal : IDisposable
{
    /// <summary>SQLite's result codes of a disk that cannot be written: sqlite.org/rescode.html.</summary>
    const int ReadOnly = 8, InputOutput = 10, Full = 13, CannotOpen = 14;

    readonly SqliteConnection _file;
    readonly AgentClock _clock;
    readonly Lock _turn = new();
    readonly Queue<(Moment Moment, IReadOnlyCollection<JournalEntry> Facts)> _waiting = new();

    /// <param name="path">The SQLite file; created when missing.</param>
    public FactJournal(string path, AgentClock clock)
    {
        _clock = clock;
        _file = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _file.Open();
        Run("PRAGMA journal_mode=WAL");
        Run("PRAGMA synchronous=FULL");
        Run("""
            create table if not exists identity (epoch text not null);
            create table if not exists fact (sequence integer primary key autoincrement, boot text not null, monotonic_us integer not null,
                wall_ms integer not null, entry blob not null);
            create table if not exists run (run_id text primary key, machine_id text not null, line integer not null default 0,
                phase integer not null default 0, started integer not null default 0, over integer not null default 0);
            create table if not exists lease (machine_id text primary key, lease integer not null);
            """);
        using (var founding = Command("insert into identity (epoch) select $epoch where not exists (select 1 from identity)", ("$epoch", Guid.NewGuid().ToString("n"))))
            founding.ExecuteNonQuery();
        using var reading = Command("select epoch from identity");
        Epoch = (string)reading.ExecuteScalar()!;
    }

    /// <summary>Names this journal for all time.</summary>
    public string Epoch { get; }

    /// <summary>Something was appended; may come from any thread.</summary>
    public event Action? Appended;

    /// <summary>Keeps facts, all or none, with the present as their time.</summary>
    public void Append(params IReadOnlyCollection<JournalEntry> facts)
    {
        if (facts.Count == 0)
            return;
        lock (_turn)
        {
            _waiting.Enqueue((_clock.Now(), facts));
            WriteWaiting();
        }
        Appended?.Invoke();
    }

    /// <summary>Null, or why facts wait in memory: a sentence for people.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Tries again to write what waits.</summary>
    public void Retry()
    {
        lock (_turn)
        {
            if (_waiting.Count == 0)
                return;
            WriteWaiting();
        }
        Appended?.Invoke();
    }

    void WriteWaiting()
    {
        try
        {
            while (_waiting.TryPeek(out var next))
            {
                Write(next.Moment, next.Facts);
                _waiting.Dequeue();
            }
            Trouble = null;
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Full or ReadOnly or InputOutput or CannotOpen)
        {
            Trouble = $"The journal cannot be written ({fault.Message}). {_waiting.Sum(batch => batch.Facts.Count)} facts wait in memory and are lost with the power.";
        }
    }

    void Write(Moment moment, IReadOnlyCollection<JournalEntry> facts)
    {
        using var transaction = _file.BeginTransaction();
        foreach (var fact in facts)
        {
            using var insert = Command("insert into fact (boot, monotonic_us, wall_ms, entry) values ($boot, $monotonic, $wall, $entry)",
                ("$boot", moment.Boot), ("$monotonic", moment.MonotonicUs), ("$wall", moment.WallMs), ("$entry", fact.ToByteArray()));
            insert.ExecuteNonQuery();
            if (fact.RunEvent is { } run)
                Note(fact.MachineId, run);
        }
        transaction.Commit();
    }

    /// <summary>The next facts after a sequence, dated as well as is known now.</summary>
    public IReadOnlyList<JournalEntry> Read(ulong after, int most)
    {
        var entries = new List<JournalEntry>();
        lock (_turn)
        {
            using var select = Command("select sequence, boot, monotonic_us, wall_ms, entry from fact where sequence > $after order by sequence limit $most",
                ("$after", (long)after), ("$most", most));
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                var entry = JournalEntry.Parser.ParseFrom((byte[])reader[4]);
                entry.Sequence = (ulong)reader.GetInt64(0);
                entry.AtUnixMs = _clock.ServerMs(new(reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3)));
                entries.Add(entry);
            }
        }
        return entries;
    }

    /// <summary>The first sequence that is still owed; 0 when nothing is.</summary>
    public ulong First()
    {
        lock (_turn)
        {
            using var select = Command("select coalesce(min(sequence), 0) from fact");
            return (ulong)(long)select.ExecuteScalar()!;
        }
    }

    /// <summary>The server has everything up to and with this sequence.</summary>
    public void Forget(string epoch, ulong sequence)
    {
        if (epoch != Epoch)
            return;
        lock (_turn)
        {
            using var delete = Command("delete from fact where sequence <= $sequence", ("$sequence", (long)sequence));
            delete.ExecuteNonQuery();
        }
    }

    /// <summary>Takes a run into this agent's care. False when it was taken before: it is never executed twice.</summary>
    public bool Own(string runId, string machineId)
    {
        lock (_turn)
        {
            using var insert = Command("insert into run (run_id, machine_id) values ($run, $machine) on conflict do nothing", ("$run", runId), ("$machine", machineId));
            return insert.ExecuteNonQuery() == 1;
        }
    }

    /// <summary>The highest lease that ever commanded a machine here; 0 before the first.</summary>
    public long LeaseOf(string machineId)
    {
        lock (_turn)
        {
            using var select = Command("select coalesce(max(lease), 0) from lease where machine_id = $machine", ("$machine", machineId));
            return (long)select.ExecuteScalar()!;
        }
    }

    /// <summary>Remembers a higher lease over restarts: an older server stays locked out.</summary>
    public void KeepLease(string machineId, long lease)
    {
        lock (_turn)
        {
            using var update = Command("insert into lease (machine_id, lease) values ($machine, $lease) on conflict (machine_id) do update set lease = max(lease, excluded.lease)",
                ("$machine", machineId), ("$lease", lease));
            try
            {
                update.ExecuteNonQuery();
            }
            catch (SqliteException fault) when (fault.SqliteErrorCode is Full or ReadOnly or InputOutput or CannotOpen)
            {
                Trouble ??= $"The journal cannot be written ({fault.Message}).";
            }
        }
    }

    /// <summary>A disk that is full after so many pages of 4 KiB, for tests; 0 lifts the limit.</summary>
    internal void LimitPages(int pages)
    {
        lock (_turn)
            Run($"PRAGMA max_page_count={(pages == 0 ? int.MaxValue - 1 : pages)}");
    }

    /// <summary>Runs that were in this agent's care when it was stopped or lost power.</summary>
    public IReadOnlyList<OrphanRun> Orphans()
    {
        var orphans = new List<OrphanRun>();
        lock (_turn)
        {
            using var select = Command("select run_id, machine_id, line, phase, started from run where over = 0");
            using var reader = select.ExecuteReader();
            while (reader.Read())
                orphans.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), (Phase)reader.GetInt32(3), reader.GetInt64(4) != 0));
        }
        return orphans;
    }

    public void Dispose() => _file.Dispose();

    void Note(string machineId, RunEvent run)
    {
        var over = run.Kind is RunEventKind.Finished or RunEventKind.Cancelled or RunEventKind.Failed or RunEventKind.Interrupted;
        using var update = Command(
            "update run set line = $line, phase = $phase, started = 1, over = $over where run_id = $run and machine_id = $machine",
            ("$line", run.Line), ("$phase", (int)run.Phase), ("$over", over ? 1 : 0), ("$run", run.RunId), ("$machine", machineId));
        update.ExecuteNonQuery();
    }

    void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _file.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
