using System.Text.Json;
using Fleet.Core.Energy;
using Fleet.Silo.Ledger;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Grains;

/// <summary>
/// Owns one row of <c>meter</c>, its readings, its energy bookings and what it taught of its machines' power. All arithmetic is
/// <see cref="MeterBooks"/>; here it is read and written. The agent reads the meter whenever a run or phase changes, so an interval usually
/// belongs to one of them as a whole; a reading that failed leaves its segment unsettled, and the next good one divides the gap.
/// <code>
///   readings   r0 ──── r1 ──x── r2 ──── r3        x: no answer
///   segments      A        B        C             r0-r1 books A whole; r1-r3 is divided between B and C
/// </code>
/// </summary>
[GrainType("meter")]
public sealed partial class MeterGrain(
    IDatabase database, MeterNeighbourhood around, Bindings bindings, PowerBooks powerBooks, TimeProvider time, ILogger<MeterGrain> logger) : Grain, IMeterGrain
{
    const string ModelPrefix = "model:";

    Dictionary<string, PowerBook> _books = [];
    IReadOnlyList<string> _circuits = [];
    MeterRow? _meter;

    string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => Reload();

    public async Task Reload()
    {
        _meter = await database.Find<MeterRow>("select * from meter where id = @Id", new { Id });
        _circuits = await bindings.CircuitsAround(Id);
        _books = [];
    }

    public async Task Read(string agentId, string epoch, ReadingFact[] readings)
    {
        if (_meter is not { } meter)
            return; // The meter was removed; its last readings say nothing about anybody.
        var open = OpenMeters.Read(meter);
        var surroundings = await Surroundings(meter, open, readings);
        // Nobody else writes of this meter: what is known of it before the transaction is known in it.
        var known = await Known(agentId, epoch, readings);
        var fresh = readings.Where(reading => !known.Contains(reading.Sequence)).ToList();
        var step = MeterBooks.Take(open, [.. fresh.Select(reading => Claim(agentId, epoch, reading))], surroundings);
        var pages = new MeterPages(Id, time);
        foreach (var (reading, flag) in fresh.Zip(step.Flags))
            pages.Record(agentId, epoch, reading, flag);
        foreach (var settled in step.Settled)
            pages.Book(settled);
        var learnt = Learn(step.Spells);
        var next = meter with { LastCounterWh = step.Next.Settled?.CounterWh, LastAtMs = step.Next.Settled?.AtMs, Unsettled = OpenMeters.Write(step.Next) };
        try
        {
            _meter = await database.Write(async transaction =>
            {
                await pages.Write(transaction);
                await PowerBooks.Keep(transaction, Id, learnt, step.Spells, time.NowMs());
                var touched = await transaction.Execute(
                    """
                    update meter set last_counter_wh = @LastCounterWh, last_at_ms = @LastAtMs, unsettled = @Unsettled, version = version + 1
                    where id = @Id and version = @Version
                    """, next);
                return touched == 1 ? next with { Version = next.Version + 1 } : throw new StaleRowException("meter", Id);
            });
        }
        catch (StaleRowException)
        {
            DeactivateOnIdle();
            throw;
        }
        _books = learnt;
        if (step.LateFromMs is { } lateMs)
            await Anew(lateMs, lateMs + 1);
        if (step.Settled.Count > 0)
            await TellCircuits(step.Settled[0].Interval.From.AtMs, step.Settled[^1].Interval.To.AtMs);
    }

    public async Task Model(string agentId, string epoch, PhaseSpan[] spans)
    {
        var pages = new MeterPages(Id, time);
        var part = PartOf(Id);
        foreach (var span in spans)
            if (await Modelled(span.MachineId, span.RunId, span.Phase, span.FromMs, span.ToMs) is { } row)
                pages.Book(new(agentId, epoch, span.Sequence), part, row);
        if (pages.Bookings > 0)
            await Write(pages);
    }

    public async Task<int> Anew(long fromMs, long toMs)
    {
        var pages = new MeterPages(Id, time);
        var key = Ids.New(time);
        if (Id.StartsWith(ModelPrefix, StringComparison.Ordinal))
            await ModelAnew(pages, key, fromMs, toMs);
        else if (_meter is { LastAtMs: { } lastMs } meter && fromMs < lastMs)
            await MeterAnew(pages, key, meter, fromMs, Math.Min(toMs, lastMs));
        if (pages.Bookings > 0)
        {
            await Write(pages);
            LogAnew(Id, pages.Bookings);
            await TellCircuits(fromMs, toMs);
        }
        return pages.Bookings;
    }

    /// <summary>What is booked here is not to be booked by the circuit's meter as well; where that was quicker, it takes it back.</summary>
    async Task TellCircuits(long fromMs, long toMs)
    {
        foreach (var circuitId in _circuits)
            if (await database.Find<long?>("select last_at_ms from meter where id = @circuitId", new { circuitId }) > fromMs)
                await GrainFactory.GetGrain<IMeterGrain>(circuitId).Anew(fromMs, toMs);
    }

    async Task MeterAnew(MeterPages pages, string key, MeterRow meter, long fromMs, long toMs)
    {
        var touched = await database.BookedOn(Id, fromMs, toMs);
        var (beginMs, endMs) = (touched.Select(row => row.FromMs).Append(fromMs).Min(), touched.Select(row => row.ToMs).Append(toMs).Max());
        var readings = await MeterReadings.Around(database, Id, beginMs, endMs, meter.LastAtMs!.Value);
        if (readings.Count < 2)
            return;
        var booked = await database.BookedOn(Id, readings[0].AtMs, readings[^1].AtMs);
        var bound = await bindings.Of(Id, readings[0].AtMs, readings[^1].AtMs);
        var books = await around.Books(Id, bound.Select(binding => binding.MachineId));
        var wanted = new List<EnergyBookingRow>();
        foreach (var stretch in MeterReadings.Stretches(readings, bound))
        {
            var surroundings = await around.Known(meter, books, stretch[0].AtMs, stretch[^1].AtMs, [.. stretch.Select(reading => reading.AtMs)]);
            wanted.AddRange(MeterBooks.Anew(stretch, surroundings).SelectMany(settled => settled.Shares).Select(MeterPages.Row));
        }
        pages.Correct(key, booked, wanted);
    }

    /// <summary>A machine's runs and standby in a stretch: modelled where no meter saw it, and nothing where one did.</summary>
    async Task ModelAnew(MeterPages pages, string key, long fromMs, long toMs)
    {
        var machineId = Id[ModelPrefix.Length..];
        var booked = await database.BookedOn(Id, fromMs, toMs);
        var (beginMs, endMs) = (booked.Select(row => row.FromMs).Append(fromMs).Min(), booked.Select(row => row.ToMs).Append(toMs).Max());
        var wanted = new List<EnergyBookingRow>();
        var runs = (await around.StoryOfRuns(machineId, beginMs, endMs)).Where(segment => segment.RunId is not null && segment.ToMs > beginMs && segment.FromMs < endMs).ToList();
        foreach (var standby in booked.Where(row => row.RunId is null))
            if (!runs.Exists(segment => segment.FromMs < standby.ToMs && segment.ToMs > standby.FromMs) && !await bindings.IsMetered(machineId, standby.FromMs, standby.ToMs))
                wanted.Add(standby);
        foreach (var segment in runs)
            if (!await bindings.IsMetered(machineId, segment.FromMs, segment.ToMs)
                && await Modelled(machineId, segment.RunId!, segment.Phase, segment.FromMs, segment.ToMs) is { } row)
                wanted.Add(booked.FirstOrDefault(old => old.Cause == row.Cause) ?? row); // What was modelled once stays, whatever was learnt since.
        pages.Correct(key, booked, wanted);
    }

    async Task<EnergyBookingRow?> Modelled(string machineId, string? runId, RunPhase phase, long fromMs, long toMs)
    {
        if (toMs <= fromMs || await powerBooks.Of(machineId) is not { } book)
            return null;
        // Of a machine whose profile says nothing of its power only runs are guessed: they happened, and something was used.
        if (runId is null && ReferenceEquals(book, PowerBook.Blank))
            return null;
        var (wh, lowWh, highWh) = book.Expect(phase, (toMs - fromMs) / 3_600_000.0);
        return new()
        {
            MachineId = machineId, RunId = runId, Phase = Word.Of(phase), FromMs = fromMs, ToMs = toMs, Wh = wh, LowWh = lowWh, HighWh = highWh, Basis = Word.Of(Basis.Modelled),
        };
    }

    async Task<MeterSurroundings> Surroundings(MeterRow meter, OpenMeter open, ReadingFact[] readings)
    {
        var fromMs = open.Settled?.AtMs ?? readings.Min(reading => reading.AtMs);
        var toMs = Math.Max(readings.Max(reading => reading.AtMs), fromMs + 1);
        var bound = (await bindings.Of(Id, fromMs, toMs)).Select(binding => binding.MachineId).Distinct().ToList();
        var machines = bound.Concat(readings.Select(reading => reading.MachineId)).Concat(open.ToldUntilMs.Keys).OfType<string>().Distinct().ToList();
        foreach (var (machineId, book) in await around.Books(Id, machines.Where(machineId => !_books.ContainsKey(machineId))))
            _books[machineId] = book;
        // A meter that no machine reads knows their doing from the ledger only.
        if (meter.AgentId is not null)
            return await around.Known(meter, _books, fromMs, toMs, [.. open.Waiting.Select(reading => reading.AtMs).Concat(readings.Select(reading => reading.AtMs)).Order()]);
        return new()
        {
            Traits = await around.Traits(meter), Machines = [.. bound.Where(machineId => readings.Any(reading => reading.MachineId == machineId) || bound.Count > 1)],
            Books = machineId => _books.GetValueOrDefault(machineId, PowerBook.Blank), IsCircuit = meter.IsCircuit,
        };
    }

    Dictionary<string, PowerBook> Learn(IReadOnlyList<Spell> spells)
    {
        var books = new Dictionary<string, PowerBook>(_books);
        foreach (var spell in spells)
            books[spell.MachineId] = books.GetValueOrDefault(spell.MachineId, PowerBook.Blank).Learn(spell);
        return books;
    }

    Task<bool> Write(MeterPages pages) => database.Write(async transaction =>
    {
        await pages.Write(transaction);
        return true;
    });

    static Claim Claim(string agentId, string epoch, ReadingFact reading) =>
        new(new(new(agentId, epoch, reading.Sequence), reading.AtMs, reading.CounterWh, reading.PowerW, reading.ResolutionWh), reading.MachineId, reading.RunId, reading.Phase);

    /// <summary>A fact that ends a phase may be booked for a machine and for its peripherals: each has its own part, always the same one.</summary>
    static int PartOf(string id)
    {
        if (!id.StartsWith(ModelPrefix + Peripherals.IdPrefix, StringComparison.Ordinal))
            return 0;
        // FNV-1a: the same in every process.
        var hash = id.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));
        return 1 + (int)(hash & 0x3FFFFFFF);
    }

    /// <summary>Sequences of these readings that the ledger has already.</summary>
    async Task<HashSet<long>> Known(string agentId, string epoch, ReadingFact[] readings) =>
        [.. await database.List<long>(
            """
            select sequence from meter_reading
            where agent_id = @agentId and epoch = @epoch and sequence between @first and @last and meter_id = @Id
            """, new { agentId, epoch, first = readings.Min(reading => reading.Sequence), last = readings.Max(reading => reading.Sequence), Id })];

    [LoggerMessage(1501, LogLevel.Information, "Meter {MeterId}: {Count} bookings correct the division of the past")]
    partial void LogAnew(string meterId, int count);
}
