using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fleet.Core.Scheduling.Planning;

/// <summary>What a run costs on a machine by its start slot: lateness, waiting, electricity and the shift of a promise; no set-up, no choice.</summary>
static class RunPricing
{
    /// <summary>Dearer than that is not told apart, so that sums stay within an int.</summary>
    const int Ceiling = 1 << 24;

    /// <summary>Price of every start; <see cref="LaneTable.Never"/> where the run would begin before its release or end after the horizon.</summary>
    /// <param name="prices">As long as the horizon.</param>
    public static void Fill(PlanModel model, LaneModel lane, int run, Span<int> prices) => Fill(model, lane, run, prices, 0, model.T - 1);

    /// <summary>The prices of the starts in [from, to] only; the others stay as they are.</summary>
    public static void Fill(PlanModel model, LaneModel lane, int run, Span<int> prices, int from, int to)
    {
        var duration = model.Duration[run * model.M + lane.Index];
        var first = Math.Max(from, model.Release[run]);
        var last = Math.Min(to, model.T - duration);
        if (model.PinnedStart[run] is >= 0 and var pinned)
            (first, last) = (Math.Max(first, pinned), Math.Min(last, pinned));
        if (first > last)
        {
            prices[from..(to + 1)].Fill(LaneTable.Never);
            return;
        }
        prices[from..first].Fill(LaneTable.Never);
        prices[(last + 1)..(to + 1)].Fill(LaneTable.Never);

        int waitPrice = model.WaitPrice[run] + model.FairPrice[run], latePrice = model.LatePrice[run];
        int latestStart = (int)Math.Max((long)model.Due[run] - duration, -PlanModel.NoDue);
        int promised = model.Promised[run], movedPrice = promised >= 0 ? model.Problem.Policy.MovedPerSlot : 0;
        var earlier = model.MayComeEarlier[run];
        var waitBase = duration - model.Release[run];
        ref var power = ref MemoryMarshal.GetArrayDataReference(lane.Power);
        ref var price = ref MemoryMarshal.GetReference(prices);
        var slot = first;
        for (; slot + Vector<int>.Count <= last + 1; slot += Vector<int>.Count)
        {
            var at = Vector<int>.Indices + new Vector<int>(slot);
            // Capped, so that a due time far in the past cannot overflow: 4 000 slots at the highest price reach the ceiling.
            var late = Vector.Min(Vector.Max(at - new Vector<int>(latestStart), Vector<int>.Zero), new Vector<int>(20_000)) * latePrice;
            var wait = (at + new Vector<int>(waitBase)) * waitPrice;
            var electricity = Vector.LoadUnsafe(ref power, (nuint)(slot + duration)) - Vector.LoadUnsafe(ref power, (nuint)slot);
            var shift = at - new Vector<int>(promised);
            var moved = Vector.Max(shift, earlier ? Vector<int>.Zero : -shift) * movedPrice;
            Vector.Min(late + wait + electricity + moved, new Vector<int>(Ceiling)).StoreUnsafe(ref price, (nuint)slot);
        }
        for (; slot <= last; slot++)
            Unsafe.Add(ref price, slot) = Math.Min(Ceiling, Math.Clamp(slot - latestStart, 0, 20_000) * latePrice + (slot + waitBase) * waitPrice
                + lane.Power[slot + duration] - lane.Power[slot] + Math.Max(slot - promised, earlier ? 0 : promised - slot) * movedPrice);
    }

    /// <summary>The last start whose lateness and waiting alone stay below a limit; the horizon where power can earn something.</summary>
    public static int LastBelow(PlanModel model, LaneModel lane, int run, int limit)
    {
        if (lane.PowerEarns)
            return model.T;
        var duration = model.Duration[run * model.M + lane.Index];
        long waitPrice = model.WaitPrice[run] + model.FairPrice[run], latePrice = model.LatePrice[run];
        var latestStart = Math.Max((long)model.Due[run] - duration, -PlanModel.NoDue);
        // wait(s) = (s + duration - release) x price: below the limit up to here, without lateness.
        var left = limit - (duration - model.Release[run]) * waitPrice;
        if (limit <= 0)
            return -1;
        if (limit >= Ceiling)
            return model.T;
        var unhurried = waitPrice == 0 ? (left > 0 ? model.T : -1) : FloorDivide(left - 1, waitPrice);
        if (unhurried <= latestStart || waitPrice + latePrice == 0)
            return (int)Math.Min(model.T, unhurried);
        return (int)Math.Clamp(FloorDivide(left - 1 + latestStart * latePrice, waitPrice + latePrice), -1, model.T);
    }

    /// <summary>Lateness and waiting of a start, which no later start is below; nothing where power can earn something.</summary>
    public static long Floor(PlanModel model, LaneModel lane, int run, int start)
    {
        if (lane.PowerEarns)
            return 0;
        var end = start + model.Duration[run * model.M + lane.Index];
        return Math.Min(Ceiling, Math.Max(0L, end - (long)model.Due[run]) * model.LatePrice[run]
            + (end - (long)model.Release[run]) * (model.WaitPrice[run] + model.FairPrice[run]));
    }

    static long FloorDivide(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);
}
