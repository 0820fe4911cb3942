using System.Data.Common;

namespace Fleet.Silo.Reports.Sums;

/// <summary>
/// Stored days and months in memory, the ones asked for last. Past days hardly ever change: a block is forgotten when its day or month was
/// stored again, here or by another server.
/// </summary>
sealed class SumBlocks(IDatabase database)
{
    /// <summary>About 60 MB.</summary>
    const int MostRows = 400_000;

    /// <summary>A day has up to 25 hours. Days that are further apart are not neighbours: what lies between is not asked for.</summary>
    const long LongestDayMs = 25 * 3_600_000L;

    readonly Lock _lock = new();
    readonly Dictionary<(string Dimension, string Span, long StartMs), LinkedListNode<((string, string, long) Key, SumBlock Block)>> _blocks = [];
    readonly LinkedList<((string Dimension, string Span, long StartMs) Key, SumBlock Block)> _recent = [];
    readonly Words _words = new();
    readonly Dictionary<string, (string Key, string? WorkshopId)> _keys = [];
    int _rows;
    long _turn;

    public long Turn
    {
        get
        {
            lock (_lock)
                return _turn;
        }
    }

    public void Forget(IReadOnlyList<(string Span, long StartMs, long Turn)> stored)
    {
        lock (_lock)
        {
            foreach (var (span, start, turn) in stored)
            {
                _turn = Math.Max(_turn, turn);
                foreach (var dimension in SumStore.Dimensions)
                    if (_blocks.TryGetValue((dimension, span, start), out var node))
                        Drop(node);
            }
        }
    }

    /// <summary>Blocks in order of their starts; those that are not in memory are read.</summary>
    /// <param name="turn">What the reader has seen: a block that is read is only kept while nothing was stored since.</param>
    public async Task<IReadOnlyList<SumBlock>> Get(string dimension, string span, IReadOnlyList<long> starts, long turn, CancellationToken cancellation)
    {
        var blocks = new SumBlock?[starts.Count];
        lock (_lock)
            for (var i = 0; i < starts.Count; i++)
                if (_blocks.TryGetValue((dimension, span, starts[i]), out var node))
                {
                    _recent.Remove(node);
                    _recent.AddFirst(node);
                    blocks[i] = node.Value.Block;
                }
        for (var first = 0; first < starts.Count; first++)
        {
            if (blocks[first] is not null)
                continue;
            var last = first;
            while (last + 1 < starts.Count && blocks[last + 1] is null && (span == "month" || starts[last + 1] - starts[last] <= LongestDayMs))
                last++;
            var read = await Read(dimension, span, starts[first], starts[last], cancellation);
            for (var i = first; i <= last; i++)
                blocks[i] = read.GetValueOrDefault(starts[i]) ?? new([], [], [], []);
            Keep(dimension, span, starts, first, last, blocks, turn);
            first = last;
        }
        return blocks!;
    }

    void Keep(string dimension, string span, IReadOnlyList<long> starts, int first, int last, SumBlock?[] blocks, long turn)
    {
        lock (_lock)
        {
            if (turn != _turn)
                return;
            for (var i = first; i <= last; i++)
            {
                var key = (dimension, span, starts[i]);
                if (_blocks.TryGetValue(key, out var old))
                    Drop(old);
                _blocks[key] = _recent.AddFirst((key, blocks[i]!));
                _rows += blocks[i]!.Rows + 1;
            }
            while (_rows > MostRows && _recent.Last is { } oldest)
                Drop(oldest);
        }
    }

    void Drop(LinkedListNode<((string, string, long) Key, SumBlock Block)> node)
    {
        _recent.Remove(node);
        _blocks.Remove(node.Value.Key);
        _rows -= node.Value.Block.Rows + 1;
    }

    async Task<Dictionary<long, SumBlock>> Read(string dimension, string span, long first, long last, CancellationToken cancellation)
    {
        var blocks = new Dictionary<long, SumBlock>();
        SumBlock At(long start) => blocks.TryGetValue(start, out var block) ? block : blocks[start] = new([], [], [], []);
        await database.Read(async connection =>
        {
            await Rows(connection, "key, account, phase, basis, wh, low_wh, high_wh, hours, slot_wh, slot_g, roof_wh from energy_sum", row =>
            {
                var (key, workshopId) = Key(row);
                At(row.GetInt64(0)).Energy.Add(new()
                {
                    Key = key, WorkshopId = workshopId, Account = Word(row, 2), Phase = Word(row, 3), Basis = Word(row, 4), Wh = row.GetDouble(5), LowWh = row.GetDouble(6), HighWh = row.GetDouble(7),
                    Hours = row.GetDouble(8), SlotWh = row.GetDouble(9), SlotG = row.GetDouble(10), RoofWh = row.GetDouble(11),
                });
            });
            await Rows(connection, "key, material, kind, basis, outcome, mass_g from material_sum", row => At(row.GetInt64(0)).Material.Add(new()
            {
                Key = Word(row, 1), Material = Word(row, 2), Kind = Word(row, 3), Basis = Word(row, 4), Outcome = Word(row, 5), MassG = row.GetDouble(6),
            }));
            await Rows(connection, "key, runs, good, first_good, unjudged, retries, failed_wh, failed_g, retry_warm_up_wh, hours from run_sum", row => At(row.GetInt64(0)).Runs.Add(new()
            {
                Key = Word(row, 1), Runs = row.GetInt64(2), Good = row.GetInt64(3), FirstGood = row.GetInt64(4), Unjudged = row.GetInt64(5), Retries = row.GetInt64(6),
                FailedWh = row.GetDouble(7), FailedG = row.GetDouble(8), RetryWarmUpWh = row.GetDouble(9), Hours = row.GetDouble(10),
            }));
            if (SumReader.PeopleOf.Contains(dimension))
                await Rows(connection, "key, owner_id from person_sum", row => At(row.GetInt64(0)).People.Add(new() { Key = Word(row, 1), OwnerId = Word(row, 2) }));
            return true;
        }, cancellation);
        return blocks;

        async Task Rows(DbConnection connection, string what, Action<DbDataReader> each)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select start_ms, {what} where dimension = @dimension and span = @span and start_ms >= @first and start_ms <= @last";
            foreach (var (name, value) in new (string, object)[] { ("dimension", dimension), ("span", span), ("first", first), ("last", last) })
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
                each(row);
        }

        string Word(DbDataReader row, int column)
        {
            var word = row.GetString(column);
            lock (_words)
                return _words.Same(word);
        }

        (string Key, string? WorkshopId) Key(DbDataReader row)
        {
            var stored = row.GetString(1);
            lock (_words)
                return _keys.TryGetValue(stored, out var known) ? known : _keys[stored] = Shared(SumKey.Read(stored));
        }

        (string Key, string? WorkshopId) Shared((string Key, string? WorkshopId) read) => (_words.Same(read.Key), read.WorkshopId is { } workshop ? _words.Same(workshop) : null);
    }
}
