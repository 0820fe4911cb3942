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
    public static void Fill(PlanModel model, LaneModel lane, int run, Span<int> prices)
    {
        var duration = model.Duration[run * model.M + lane.Index];
        var first = Math.Max(0, model.Release[run]);
        var last = model.T - duration;
        if (model.PinnedStart[run] is >= 0 and var pinned)
            (first, last) = (Math.Max(first, pinned), Math.Min(last, pinned));
        if (first > last)
        {
            prices.Fill(LaneTable.Never);
            return;
        }
        prices[..first].Fill(LaneTable.Never);
        prices[(last + 1)..].Fill(LaneTable.Never);

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
}
