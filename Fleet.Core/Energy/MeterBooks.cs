namespace Fleet.Core.Energy;

/// <summary>
/// The books of one meter, step by step, without input or output. A meter of one machine is settled with every reading. Behind a meter of
/// several machines, readings wait until no run is open, and are then solved together:
/// <code>
///   readings    r0 ── r1 ── r2 ── r3 ── r4 ── r5
///   machine A   standby │ run a ······│ standby
///   machine B   standby ····│ run b ········│ standby
///                                           └ here r1 to r5 are settled
/// </code>
/// </summary>
public static class MeterBooks
{
    /// <summary>A machine that has told nothing for so long is left out; what it tells later becomes a correction.</summary>
    const long PatienceMs = 30 * 60_000;

    /// <summary>More intervals than this are not solved together; a workshop that never rests is settled in between.</summary>
    const int MostIntervals = 96;

    /// <summary>Ledger rows of one doing end here at the latest, so that they fall into one slot of a grid's carbon signal.</summary>
    const long SlotMs = 15 * 60_000;

    /// <summary>Two stations read one meter side by side: their facts may be dated in the other order. </summary>
    const long SideBySideMs = 10_000;

    public static MeterStep Take(OpenMeter meter, IReadOnlyList<Claim> claims, MeterSurroundings around)
    {
        var flags = new List<CounterOddity>(claims.Count);
        var waiting = meter.Waiting.ToList();
        var story = meter.Story.ToList();
        var told = new Dictionary<string, long>(meter.ToldUntilMs);
        var settled = meter.Settled;
        var watch = meter.Watch;
        long? lateFromMs = null;
        foreach (var claim in claims)
        {
            var reading = claim.Reading;
            if (claim.MachineId is { } machineId)
            {
                var fromMs = told.TryGetValue(machineId, out var until) ? until : settled?.AtMs ?? reading.AtMs;
                Stories.Add(story, new(machineId, claim.RunId, claim.Phase, fromMs, reading.AtMs));
                told[machineId] = Math.Max(fromMs, reading.AtMs);
            }
            var newest = waiting is [.., var last] ? last : settled;
            var flag = FlagOf(reading, settled, waiting, around.Traits);
            if (flag == CounterOddity.None && newest is not null)
            {
                (watch, var disagrees) = watch.Look(newest, reading);
                flag = disagrees ? CounterOddity.Disagrees : flag;
            }
            flags.Add(flag);
            switch (flag)
            {
                case CounterOddity.Missing or CounterOddity.Absurd or CounterOddity.Duplicate:
                    break;
                case CounterOddity.Late:
                    lateFromMs = Math.Min(lateFromMs ?? long.MaxValue, reading.AtMs);
                    break;
                case CounterOddity.First:
                    settled = reading;
                    break;
                default:
                    waiting.Insert(waiting.FindLastIndex(other => other.AtMs <= reading.AtMs) + 1, reading);
                    break;
            }
        }
        var next = meter with { Settled = settled, Waiting = waiting, Story = story, ToldUntilMs = told, Watch = watch };
        var (after, divided, spells) = Settle(next, around);
        return new(after, flags, divided, spells, lateFromMs);
    }

    /// <summary>Divides intervals of the past anew, all of them together; for corrections.</summary>
    /// <param name="readings">Usable ones, by time.</param>
    public static IReadOnlyList<Settled> Anew(IReadOnlyList<CounterReading> readings, MeterSurroundings around)
    {
        var settled = new List<Settled>();
        foreach (var chunk in Intervals(readings, around.Story ?? [], [.. around.Machines], around).Chunk(MostIntervals))
            settled.AddRange(Settlement.Of(chunk, around.Books, around.Traits).Settled);
        return settled;
    }

    static CounterOddity FlagOf(CounterReading reading, CounterReading? settled, List<CounterReading> waiting, CounterTraits traits)
    {
        if (reading.CounterWh is null)
            return CounterOddity.Missing;
        if (!CounterArithmetic.IsUsable(reading.CounterWh))
            return CounterOddity.Absurd;
        if (settled is null)
            return CounterOddity.First;
        var before = waiting.FindLast(other => other.AtMs <= reading.AtMs) ?? (settled.AtMs <= reading.AtMs ? settled : null);
        if (before is null)
            return reading.CounterWh == settled.CounterWh ? CounterOddity.Duplicate : CounterOddity.Late;
        var fellWh = before.CounterWh!.Value - reading.CounterWh.Value;
        if (reading.AtMs == before.AtMs || (fellWh > 0 && reading.AtMs - before.AtMs < SideBySideMs && fellWh <= traits.LimitW * SideBySideMs / 3_600_000))
            return CounterOddity.Duplicate;
        return CounterArithmetic.Between(before, reading, traits).Oddity;
    }

    static (OpenMeter, IReadOnlyList<Settled>, IReadOnlyList<Spell>) Settle(OpenMeter meter, MeterSurroundings around)
    {
        if (meter.Settled is null || meter.Waiting.Count == 0)
            return (meter with { Story = meter.Settled is { } only ? After(meter.Story, only.AtMs) : [] }, [], []);
        var story = around.Story ?? meter.Story;
        string[] machines = [.. around.Machines.Concat(around.Story is null ? meter.ToldUntilMs.Keys.Where(id => IsTold(id, meter)) : []).Distinct()];
        var newestMs = meter.Waiting[^1].AtMs;
        var horizonMs = around.Story is not null ? Math.Min(newestMs, around.HorizonMs) : machines
            .Select(machineId => meter.ToldUntilMs.GetValueOrDefault(machineId, meter.Settled.AtMs))
            .Where(toldMs => newestMs - toldMs <= PatienceMs).DefaultIfEmpty(newestMs).Min();
        var ready = meter.Waiting.TakeWhile(reading => reading.AtMs <= horizonMs).ToList();
        if (ready.Count == 0)
            return (meter, [], []);

        var intervals = Intervals([meter.Settled, .. ready], story, machines, around);
        var settled = new List<Settled>();
        var spells = new List<Spell>();
        var growing = new Dictionary<string, GrowingSpell>(meter.Growing);
        var (before, beforeWh) = (meter.Before, meter.BeforeWh);
        var first = 0;
        while (first < intervals.Count)
        {
            // One machine: each interval by itself. Several: up to the next quiet moment.
            var last = first;
            if (machines.Length > 1)
            {
                while (last < intervals.Count && !IsQuiet(intervals[last], story, machines))
                    last++;
                if (last == intervals.Count)
                {
                    if (intervals.Count - first <= MostIntervals)
                        break;
                    last--;
                }
            }
            var chunk = intervals.GetRange(first, last + 1 - first);
            var (divided, learnt) = Settlement.Of(chunk, around.Books, around.Traits, before, beforeWh);
            settled.AddRange(divided);
            spells.AddRange(learnt);
            foreach (var interval in chunk)
                spells.AddRange(Grow(growing, interval));
            var cause = chunk[^1].Segments is [var one] ? one : null;
            beforeWh = cause is null ? 0 : chunk[^1].OwnWh + (chunk.Count == 1 && before?.MachineId == cause.MachineId && before?.RunId == cause.RunId ? beforeWh : 0);
            before = cause;
            first = last + 1;
        }
        if (first == 0)
            return (meter, [], []);
        var upTo = intervals[first - 1].To;
        return (meter with
        {
            Settled = upTo, Waiting = [.. meter.Waiting.SkipWhile(reading => reading.AtMs <= upTo.AtMs)], Story = After(meter.Story, upTo.AtMs),
            ToldUntilMs = meter.ToldUntilMs.Where(told => told.Value >= upTo.AtMs || machines.Contains(told.Key)).ToDictionary(),
            Before = before, BeforeWh = beforeWh, Growing = growing,
        }, settled, spells);
    }

    /// <summary>A machine that is not bound any longer but has something to tell about the time that is open.</summary>
    static bool IsTold(string machineId, OpenMeter meter) => meter.Story.Any(segment => segment.MachineId == machineId && segment.ToMs > meter.Settled!.AtMs);

    /// <summary>No run goes on beyond this interval's end.</summary>
    static bool IsQuiet(MeteredInterval interval, IReadOnlyList<Segment> story, IReadOnlyCollection<string> machines) => machines.All(machineId =>
    {
        var last = interval.Segments.LastOrDefault(segment => segment.MachineId == machineId);
        var next = story.FirstOrDefault(segment => segment.MachineId == machineId && segment.ToMs > interval.To.AtMs);
        return last?.RunId is null || (next is not null && next.RunId != last.RunId);
    });

    static List<MeteredInterval> Intervals(IReadOnlyList<CounterReading> readings, IReadOnlyList<Segment> story, string[] machines, MeterSurroundings around)
    {
        var intervals = new List<MeteredInterval>();
        for (var i = 1; i < readings.Count; i++)
        {
            var (from, to) = (readings[i - 1], readings[i]);
            var segments = Stories.Cut(story, machines, from.AtMs, to.AtMs);
            if (around.IsCircuit && segments is not [{ MachineId: null }])
                segments = [.. segments, new(null, null, RunPhase.Standby, from.AtMs, to.AtMs)];
            var expectedWh = segments.Sum(segment => segment.MachineId is { } id ? around.Books(id)[segment.Phase].MeanW * segment.Hours : 0);
            var next = new MeteredInterval(from, to, CounterArithmetic.Between(from, to, around.Traits, expectedWh), segments)
            {
                BookedBehindWh = around.BookedBehindWh(from.AtMs, to.AtMs),
            };
            if (machines.Length > 1 && intervals is [.., var previous] && IsOneDoing(previous, next))
                intervals[^1] = Merge(previous, next, around);
            else
                intervals.Add(next);
        }
        return intervals;
    }

    static bool IsOneDoing(MeteredInterval earlier, MeteredInterval later) =>
        earlier.Energy.Oddity == CounterOddity.None && later.Energy.Oddity == CounterOddity.None
        && earlier.Segments.Count == later.Segments.Count && earlier.From.AtMs / SlotMs == (later.To.AtMs - 1) / SlotMs
        && earlier.Segments.Zip(later.Segments).All(pair => pair.First.Continues(pair.Second));

    static MeteredInterval Merge(MeteredInterval earlier, MeteredInterval later, MeterSurroundings around) =>
        new(earlier.From, later.To, CounterArithmetic.Between(earlier.From, later.To, around.Traits),
            [.. earlier.Segments.Zip(later.Segments, (first, second) => first with { ToMs = second.ToMs })])
        {
            BookedBehindWh = earlier.BookedBehindWh + later.BookedBehindWh,
        };

    /// <summary>Adds what a meter of one machine saw to the machine's spell; yields the spell that ended by it.</summary>
    static IEnumerable<Spell> Grow(Dictionary<string, GrowingSpell> growing, MeteredInterval interval)
    {
        if (interval.Segments is not [{ MachineId: { } machineId } cause])
            yield break;
        var known = growing.GetValueOrDefault(machineId);
        var counts = interval.IsPure && interval.Energy.Oddity is CounterOddity.None or CounterOddity.RolledOver;
        if (known is not null && counts && known.GoesOn(cause))
        {
            growing[machineId] = known.Grow(interval.OwnWh, cause.Hours * 3600);
            yield break;
        }
        if (known?.End(machineId) is { } ended)
            yield return ended;
        if (counts)
            growing[machineId] = new(cause.RunId, cause.Phase, interval.OwnWh, cause.Hours * 3600, Math.Max(interval.From.ResolutionWh, interval.To.ResolutionWh));
        else
            growing.Remove(machineId);
    }

    static IReadOnlyList<Segment> After(IReadOnlyList<Segment> story, long atMs) =>
        [.. story.Where(segment => segment.ToMs > atMs).Select(segment => segment with { FromMs = Math.Max(segment.FromMs, atMs) })];
}
