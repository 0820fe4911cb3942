using Fleet.Core.Energy;
using Fleet.Silo.Grains;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Ledger;

/// <summary>Gathers what a meter's arithmetic must know of the world around it, for a stretch of time.</summary>
public sealed class MeterNeighbourhood(IDatabase database, Bindings bindings, MachineStories stories, PowerBooks books)
{
    /// <summary>What the machines behind a meter are believed to draw through it.</summary>
    public async Task<Dictionary<string, PowerBook>> Books(string meterId, IEnumerable<string> machines)
    {
        var found = new Dictionary<string, PowerBook>();
        foreach (var machineId in machines.Distinct())
            found[machineId] = await database.Find<string>("select id from peripheral where id = @machineId", new { machineId }) is not null
                ? await books.Of(machineId) ?? PowerBook.Blank
                : await books.Of(machineId, meterId, await bindings.MetersOf(machineId));
        return found;
    }

    public async Task<CounterTraits> Traits(MeterRow meter) => new()
    {
        LimitW = meter.LimitW ?? CounterArithmetic.SocketLimitW, Accuracy = meter.Accuracy ?? new CounterTraits().Accuracy,
        RolloverWh = MeterKind.Find(meter.Kind)?.RolloverWh, DailyZone = meter.ResetsDaily != 0 ? await Zone() : null,
    };

    /// <summary>
    /// As the ledger knows it now: stories from runs' events, within the bindings' periods. For meters that stand for themselves, and for
    /// dividing the past anew.
    /// </summary>
    /// <param name="readingsMs">Instants of the readings, by time: what happened within two seconds of one happened at it.</param>
    public async Task<MeterSurroundings> Known(MeterRow meter, IReadOnlyDictionary<string, PowerBook> known, long fromMs, long toMs, IReadOnlyList<long> readingsMs)
    {
        var bound = await bindings.Of(meter.Id, fromMs, toMs);
        var behind = meter.IsCircuit ? await bindings.Behind(meter.Id, fromMs, toMs) : [];
        var direct = bound.Where(binding => behind.All(own => own.MachineId != binding.MachineId)).ToList();
        var told = new List<Segment>();
        foreach (var binding in direct)
            told.AddRange(binding.Within(Stories.Snap(await StoryOfRuns(binding.MachineId, fromMs, toMs), readingsMs)));
        var children = await Booked(behind, fromMs, toMs);
        return new()
        {
            Traits = await Traits(meter), Machines = [.. direct.Where(binding => binding.Holds((fromMs + toMs) / 2) || direct.Count == 1).Select(binding => binding.MachineId).Distinct()],
            Books = machineId => known.GetValueOrDefault(machineId, PowerBook.Blank), Story = told, IsCircuit = meter.IsCircuit,
            HorizonMs = meter.IsCircuit && toMs > meter.LastAtMs ? await bindings.SettledBehind(meter.Id, toMs) : long.MaxValue,
            BookedBehindWh = (from, to) => children.Sum(row => Within(row, from, to)),
        };
    }

    /// <summary>A machine's own doing, or for a peripheral the doing of those whom it served.</summary>
    public async Task<IReadOnlyList<Segment>> StoryOfRuns(string id, long fromMs, long toMs)
    {
        if (await database.Find<string>("select runs_while from peripheral where id = @id", new { id }) is not { } runsWhile)
            return await stories.Between([id], fromMs, toMs);
        var services = await bindings.ServedBy(id, fromMs, toMs);
        var served = await stories.Between([.. services.Select(service => service.MachineId).Distinct()], fromMs, toMs);
        return PeripheralUse.Story(id, [.. services.SelectMany(service => service.Within(served))], [.. runsWhile.Split(' ').Select(Word.Known<RunPhase>)], fromMs, toMs);
    }

    async Task<List<EnergyBookingRow>> Booked(IReadOnlyList<BindingRow> behind, long fromMs, long toMs)
    {
        var rows = new List<EnergyBookingRow>();
        foreach (var meter in behind.GroupBy(binding => binding.MeterId))
            rows.AddRange((await database.BookedOn(meter.Key, fromMs, toMs)).Where(row => meter.Any(binding => binding.Holds(row.FromMs))));
        return rows;
    }

    /// <summary>A booking's part in a stretch of time: evenly over its own.</summary>
    static double Within(EnergyBookingRow row, long fromMs, long toMs)
    {
        var overlap = Math.Min(row.ToMs, toMs) - Math.Max(row.FromMs, fromMs);
        return overlap <= 0 ? 0 : row.Wh * overlap / (row.ToMs - row.FromMs);
    }

    async Task<TimeZoneInfo> Zone() =>
        await database.Find<string>("select time_zone from workshop limit 1") is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
