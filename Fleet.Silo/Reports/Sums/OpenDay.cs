using System.Diagnostics;

namespace Fleet.Silo.Reports.Sums;

/// <summary>
/// The sums of the day that runs. Bookings never change, so only those are read that were written since the last look; what a run belongs
/// to is asked each time. With a roof the day is read whole, because what it gives is shared by all that runs in its slot.
/// <code>
///   first look   ▓▓▓▓▓▓▓▓▓▓
///   next look            ░▓▓     ░ known already: a transaction that began earlier may end later
/// </code>
/// </summary>
sealed class OpenDay(IDatabase database, DayBookings bookings, DaySummer summer, SupplyOverTime supplies, TimeProvider time) : IDisposable
{
    const long OverlapMs = 5 * 60_000;

    /// <summary>A booking may end after midnight.</summary>
    const long EndMs = 48 * 3_600_000L;

    readonly SemaphoreSlim _one = new(1, 1);
    Followed? _followed;
    (long StartMs, long UntilTicks, DaySums Sums)? _whole;

    public async Task<DaySums> Sums(long startMs, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await supplies.HasRoof(startMs, startMs + EndMs, cancellation) ? await Whole(startMs, cancellation) : await Follow(startMs, cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Where its electricity came from is not what it was.</summary>
    public void Forget() => (_followed, _whole) = (null, null);

    public void Dispose() => _one.Dispose();

    async Task<DaySums> Follow(long startMs, CancellationToken cancellation)
    {
        var supply = await database.Find<string>(
            "select cast((select coalesce(sum(imported_at_ms), 0) from carbon_series) as text) || '/' || cast((select coalesce(sum(at_ms), 0) from supply) as text)", null, cancellation) ?? "";
        var known = _followed is { } followed && followed.StartMs == startMs && followed.Supply == supply ? followed : null;
        var next = known ?? new(startMs, supply, LedgerMark.At(0), [], []);
        var mark = Later(next.Mark, LedgerMark.At(time.NowMs() - OverlapMs));
        var (fresh, recent) = (new List<EnergyPiece>(), new HashSet<string>());
        if (known is null)
            await bookings.Read(startMs, startMs + EndMs, Take, cancellation);
        else
            await bookings.ReadSince(next.Mark, startMs, startMs + EndMs, Take, cancellation);
        await bookings.Supply(fresh, startMs, startMs + EndMs, cancellation);
        foreach (var piece in fresh)
            DaySummer.Lay(next.Strands, piece);
        _followed = next with { Mark = mark, Recent = recent };
        return await summer.Sum(next.Strands, startMs, startMs + EndMs, cancellation);

        void Take(string id, EnergyPiece piece)
        {
            if (string.CompareOrdinal(id, mark) > 0)
                recent.Add(id);
            if (!next.Recent.Contains(id))
                fresh.Add(piece);
        }
    }

    static string Later(string one, string other) => string.CompareOrdinal(one, other) > 0 ? one : other;

    /// <summary>Kept for as long as twenty times what it took.</summary>
    async Task<DaySums> Whole(long startMs, CancellationToken cancellation)
    {
        if (_whole is { } kept && kept.StartMs == startMs && Stopwatch.GetTimestamp() < kept.UntilTicks)
            return kept.Sums;
        var began = Stopwatch.GetTimestamp();
        var sums = await summer.Sum(startMs, startMs + EndMs, cancellation);
        var now = Stopwatch.GetTimestamp();
        _whole = (startMs, now + (20 * (now - began)), sums);
        return sums;
    }

    /// <param name="Mark">Up to where everything was read, as an id of the ledger.</param>
    /// <param name="Recent">Bookings after the mark that are in it already.</param>
    sealed record Followed(long StartMs, string Supply, string Mark, HashSet<string> Recent, Dictionary<Strand, EnergyCell> Strands);
}
