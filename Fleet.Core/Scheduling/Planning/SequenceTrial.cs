using System.Numerics;
using System.Runtime.InteropServices;

namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// Prices a lane with a stretch of its sequence replaced by other runs, without changing it: the rows before the stretch and behind it
/// are the lane's own, so that a stretch of one run is one look along the slots. Holds scratch rows: one per thread.
/// </summary>
sealed class SequenceTrial(PlanModel model)
{
    readonly int[] _prices = new int[model.T + 1];
    readonly int[] _starts = new int[model.T + 1];
    readonly int[][] _rows = [new int[model.T + 1], new int[model.T + 1]];

    /// <summary>
    /// What the lane would cost; <see cref="LaneTable.Never"/> when that is not below <paramref name="limit"/>. Looked at as the lane was
    /// when somebody last needed it exactly, and without asking whether the run behind finds hands for another set-up.
    /// </summary>
    /// <param name="from">First position that goes.</param>
    /// <param name="to">Position behind the last one that goes.</param>
    public int PriceOf(Lane lane, int from, int to, ReadOnlySpan<int> runs, int limit)
    {
        var table = lane.Table;
        var row = table.Before(from);
        var first = table.FirstBefore[from];
        var before = from == 0 ? -1 : lane.Runs[from - 1];
        var next = to < lane.Runs.Count ? lane.Runs[to] : -1;
        var after = table.After(to);
        var setupCosts = 0;
        for (var i = 0; i < runs.Length; i++)
        {
            var run = runs[i];
            int duration = model.Duration[run * model.M + lane.Model.Index], setup = model.SetupSlots(lane.Model, before, run);
            if (duration == 0)
                return LaneTable.Never;
            setupCosts += model.SetupCost(lane.Model, before, run);
            var start = Math.Max(first + setup, Math.Max(0, model.Release[run]));
            var last = Math.Min(model.T - duration, RunPricing.LastBelow(model, lane.Model, run, limit - setupCosts - row[model.T] - after[0]));
            if (i == runs.Length - 1)
                return Close(lane, run, setup, start, last, row, next, after, table.LastAfter[to], setupCosts, limit);
            if (start > last)
                return LaneTable.Never;
            RunPricing.Fill(model, lane.Model, run, _prices, start, last);
            Starts(lane, run, setup, start, last, row);
            var target = _rows[i & 1].AsSpan();
            target[..(start + duration)].Fill(LaneTable.Never);
            var least = LaneTable.Never;
            var reached = RunningMin.Forward(_starts.AsSpan(start, last - start + 1), 0, target[(start + duration)..], ref least);
            if (reached < 0)
                return LaneTable.Never;
            target[(last + duration + 1)..].Fill(least);
            row = target;
            (first, before) = (start + reached + duration, run);
        }
        return Meet(lane, before, next, row, first, after, table.LastAfter[to], setupCosts, limit);
    }

    /// <summary>What the lane cannot cost less than, without looking along the slots: its rest at its best, and the new runs as early as they could begin.</summary>
    public long Floor(Lane lane, int from, int to, ReadOnlySpan<int> runs)
    {
        long least = lane.Table.Before(from)[model.T] + lane.Table.After(to)[0];
        var first = lane.Table.FirstBefore[from];
        foreach (var run in runs)
        {
            var start = Math.Max(first, model.Release[run]);
            least += RunPricing.Floor(model, lane.Model, run, start);
            first = start + model.Duration[run * model.M + lane.Model.Index];
        }
        return least;
    }

    /// <summary>The last new run between what lies before it and behind it.</summary>
    int Close(Lane lane, int run, int setup, int from, int last, ReadOnlySpan<int> before, int next, ReadOnlySpan<int> after, int lastAfter, int setupCosts, int limit)
    {
        var offset = model.Duration[run * model.M + lane.Model.Index];
        if (next >= 0)
        {
            offset += model.SetupSlots(lane.Model, run, next);
            setupCosts += model.SetupCost(lane.Model, run, next);
        }
        var to = Math.Min(last, lastAfter - offset);
        if (from > to)
            return LaneTable.Never;
        RunPricing.Fill(model, lane.Model, run, _prices, from, to);
        Starts(lane, run, setup, from, to, before);
        var least = LeastSum(_starts.AsSpan(from, to - from + 1), after[(from + offset)..]);
        return least + setupCosts >= limit ? LaneTable.Never : least + setupCosts;
    }

    /// <summary>Nothing between what lies before and behind.</summary>
    int Meet(Lane lane, int before, int next, ReadOnlySpan<int> row, int first, ReadOnlySpan<int> after, int lastAfter, int setupCosts, int limit)
    {
        if (next < 0)
            return row[model.T] + setupCosts >= limit ? LaneTable.Never : row[model.T] + setupCosts;
        var offset = model.SetupSlots(lane.Model, before, next);
        setupCosts += model.SetupCost(lane.Model, before, next);
        if (first + offset > lastAfter)
            return LaneTable.Never;
        var least = LeastSum(row[first..(lastAfter - offset + 1)], after[(first + offset)..]);
        return least + setupCosts >= limit ? LaneTable.Never : least + setupCosts;
    }

    static int LeastSum(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        ref var one = ref MemoryMarshal.GetReference(left);
        ref var other = ref MemoryMarshal.GetReference(right);
        var leasts = new Vector<int>(LaneTable.Never);
        var i = 0;
        for (; i + Vector<int>.Count <= left.Length; i += Vector<int>.Count)
            leasts = Vector.Min(leasts, Vector.LoadUnsafe(ref one, (nuint)i) + Vector.LoadUnsafe(ref other, (nuint)i));
        var least = LaneTable.Never;
        for (var lane8 = 0; lane8 < Vector<int>.Count; lane8++)
            least = Math.Min(least, leasts[lane8]);
        for (; i < left.Length; i++)
            least = Math.Min(least, left[i] + right[i]);
        return least;
    }

    /// <summary>The cost of every start in [from, to] and of what lies before it, or Never.</summary>
    void Starts(Lane lane, int run, int setup, int from, int to, ReadOnlySpan<int> before)
    {
        int fit = model.Fit[run * model.M + lane.Model.Index], duration = model.Duration[run * model.M + lane.Model.Index];
        var needed = lane.Model.AutoEject && setup == 0 ? int.MinValue : setup;
        ref var open = ref MemoryMarshal.GetArrayDataReference(lane.Model.Room);
        ref var room = ref MemoryMarshal.GetArrayDataReference(lane.Table.Room);
        ref var hands = ref MemoryMarshal.GetArrayDataReference(lane.Table.Hands);
        ref var price = ref MemoryMarshal.GetArrayDataReference(_prices);
        ref var left = ref MemoryMarshal.GetReference(before);
        ref var target = ref MemoryMarshal.GetArrayDataReference(_starts);
        var start = from;
        for (; start + Vector<int>.Count <= to + 1; start += Vector<int>.Count)
        {
            var possible = Vector.GreaterThanOrEqual(Vector.LoadUnsafe(ref open, (nuint)start), new Vector<int>(fit))
                & Vector.GreaterThanOrEqual(Vector.LoadUnsafe(ref room, (nuint)start), new Vector<int>(duration))
                & Vector.GreaterThanOrEqual(Vector.LoadUnsafe(ref hands, (nuint)start), new Vector<int>(needed));
            var cost = Vector.LoadUnsafe(ref price, (nuint)start) + Vector.LoadUnsafe(ref left, (nuint)(start - setup));
            Vector.Min(Vector.ConditionalSelect(possible, cost, new Vector<int>(LaneTable.Never)), new Vector<int>(LaneTable.Never)).StoreUnsafe(ref target, (nuint)start);
        }
        for (; start <= to; start++)
            _starts[start] = lane.Model.Room[start] >= fit && lane.Table.Room[start] >= duration && lane.Table.Hands[start] >= needed ? Math.Min(LaneTable.Never, _prices[start] + before[start - setup]) : LaneTable.Never;
    }
}
