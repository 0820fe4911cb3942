using System.Numerics;
using System.Runtime.InteropServices;

namespace Fleet.Core.Scheduling.Planning;

/// <summary>Fills a lane's tables, reads the best start times from them, and prices insertions. Holds scratch rows: one per thread.</summary>
sealed class LaneTiming(PlanModel model)
{
    /// <summary>Starts that are looked at before asking how many more can matter.</summary>
    const int FirstLook = 64;

    readonly int[] _row = new int[model.T + 2];
    readonly int[] _after = new int[model.T + 1];

    // A run's price by start on the lane where it was looked at last: the same as long as it stays there.
    readonly int[]?[] _prices = new int[model.R][];
    readonly int[] _pricedOn = [.. Enumerable.Repeat(-1, model.R)];

    /// <summary>Every row of what lies before, after the room or the sequence changed. What lies behind is built when somebody asks: <see cref="Behind"/>.</summary>
    public void Rebuild(Lane lane) => Rebuild(lane, 0);

    /// <summary>The rows that change when the run at <paramref name="position"/> is new or the one there went away.</summary>
    public void Rebuild(Lane lane, int position)
    {
        lane.Table.Reserve(lane.Runs.Count);
        BeforeFrom(lane, position);
        lane.Table.Behind = false;
    }

    /// <summary>Before insertions are priced: the times need only what lies before.</summary>
    public void Behind(Lane lane)
    {
        if (lane.Table.Behind)
            return;
        AfterTo(lane, lane.Runs.Count);
        lane.Table.Behind = true;
    }

    void BeforeFrom(Lane lane, int position)
    {
        var table = lane.Table;
        if (position == 0)
        {
            var first = table.Before(0);
            var free = Math.Min(lane.Model.FreeAt, model.T + 1);
            first[..free].Fill(LaneTable.Never);
            first[free..].Clear();
            table.FirstBefore[0] = free;
        }
        for (var i = position; i < lane.Runs.Count; i++)
        {
            int run = lane.Runs[i], before = i == 0 ? -1 : lane.Runs[i - 1];
            int duration = model.Duration[run * model.M + lane.Model.Index], setup = model.SetupSlots(lane.Model, before, run);
            var setupCost = model.SetupCost(lane.Model, before, run);
            var row = table.Before(i + 1);
            var previous = table.Before(i);
            var from = Math.Max(table.FirstBefore[i] + setup, Math.Max(0, model.Release[run]));
            var to = model.T - duration;
            if (from > to)
            {
                row.Fill(LaneTable.Never);
                table.FirstBefore[i + 1] = model.T + 1;
                continue;
            }
            row[..(from + duration)].Fill(LaneTable.Never);
            int least = LaneTable.Never, first = -1;
            for (var length = FirstLook; from <= to; length *= 4)
            {
                var until = Math.Min(to, from + length - 1);
                Starts(lane, run, setup, from, until, previous, -setup);
                var reached = RunningMin.Forward(_row.AsSpan(from, until - from + 1), setupCost, row[(from + duration)..], ref least);
                if (first < 0 && reached >= 0)
                    first = from + reached;
                from = until + 1;
                // Later starts cost at least their lateness and waiting, and what lies before costs at its best.
                to = Math.Min(to, RunPricing.LastBelow(model, lane.Model, run, least - setupCost - previous[model.T]));
            }
            row[(from + duration)..].Fill(least);
            table.FirstBefore[i + 1] = first < 0 ? model.T + 1 : first + duration;
        }
    }

    void AfterTo(Lane lane, int position)
    {
        var table = lane.Table;
        var count = lane.Runs.Count;
        if (position == count)
        {
            table.After(count).Clear();
            table.LastAfter[count] = model.T;
        }
        for (var i = Math.Min(position, count - 1); i >= 0; i--)
            AfterRow(lane, i, i == 0 ? -1 : lane.Runs[i - 1], table.After(i), out table.LastAfter[i]);
    }

    /// <summary>The row of the run at <paramref name="i"/> if <paramref name="before"/> were in front of it.</summary>
    void AfterRow(Lane lane, int i, int before, Span<int> row, out int last)
    {
        var table = lane.Table;
        int run = lane.Runs[i], duration = model.Duration[run * model.M + lane.Model.Index], setup = model.SetupSlots(lane.Model, before, run);
        int next = 0, nextCost = 0;
        if (i + 1 < lane.Runs.Count)
        {
            next = model.SetupSlots(lane.Model, run, lane.Runs[i + 1]);
            nextCost = model.SetupCost(lane.Model, run, lane.Runs[i + 1]);
        }
        var from = Math.Max(Math.Max(0, model.Release[run]), lane.Model.FreeAt);
        var to = Math.Min(model.T - duration, table.LastAfter[i + 1] - duration - next);
        last = -1;
        if (to < from)
        {
            row.Fill(LaneTable.Never);
            return;
        }
        Starts(lane, run, setup, from, to, table.After(i + 1), duration + next);
        row[(to + 1)..].Fill(LaneTable.Never);
        var least = LaneTable.Never;
        _row[to + 1] = LaneTable.Never;
        var below = RunningMin.Backward(_row.AsSpan(from, to - from + 2), nextCost, row[from..(to + 1)], ref least);
        last = below < 0 ? -1 : from + below;
        row[..from].Fill(least);
    }

    /// <summary>After the price of electricity changed.</summary>
    public void Forget() => Array.Fill(_pricedOn, -1);

    int[] Prices(Lane lane, int run)
    {
        var prices = _prices[run] ??= new int[model.T];
        if (_pricedOn[run] != lane.Model.Index)
        {
            RunPricing.Fill(model, lane.Model, run, prices);
            _pricedOn[run] = lane.Model.Index;
        }
        return prices;
    }

    /// <summary>Into the scratch row the cost of every start in [from, to]: its price plus the neighbour row's value at start + offset, or Never.</summary>
    void Starts(Lane lane, int run, int setup, int from, int to, ReadOnlySpan<int> neighbour, int offset)
    {
        if (from > to)
            return;
        int fit = model.Fit[run * model.M + lane.Model.Index], duration = model.Duration[run * model.M + lane.Model.Index];
        var needed = lane.Model.AutoEject && setup == 0 ? int.MinValue : setup;
        ref var open = ref MemoryMarshal.GetArrayDataReference(lane.Model.Room);
        ref var room = ref MemoryMarshal.GetArrayDataReference(lane.Table.Room);
        ref var hands = ref MemoryMarshal.GetArrayDataReference(lane.Table.Hands);
        var prices = Prices(lane, run);
        ref var price = ref MemoryMarshal.GetArrayDataReference(prices);
        ref var other = ref MemoryMarshal.GetReference(neighbour);
        ref var target = ref MemoryMarshal.GetArrayDataReference(_row);
        var start = from;
        for (; start + Vector<int>.Count <= to + 1; start += Vector<int>.Count)
        {
            var possible = Vector.GreaterThanOrEqual(Vector.LoadUnsafe(ref open, (nuint)start), new Vector<int>(fit))
                & Vector.GreaterThanOrEqual(Vector.LoadUnsafe(ref room, (nuint)start), new Vector<int>(duration))
                & Vector.GreaterThanOrEqual(Vector.LoadUnsafe(ref hands, (nuint)start), new Vector<int>(needed));
            var cost = Vector.LoadUnsafe(ref price, (nuint)start) + Vector.LoadUnsafe(ref other, (nuint)(start + offset));
            Vector.Min(Vector.ConditionalSelect(possible, cost, new Vector<int>(LaneTable.Never)), new Vector<int>(LaneTable.Never)).StoreUnsafe(ref target, (nuint)start);
        }
        for (; start <= to; start++)
            _row[start] = lane.Model.Room[start] >= fit && lane.Table.Room[start] >= duration && lane.Table.Hands[start] >= needed
                ? Math.Min(LaneTable.Never, prices[start] + neighbour[start + offset]) : LaneTable.Never;
    }

    /// <summary>
    /// The least rise of the lane's cost when <paramref name="run"/> goes before the one at <paramref name="position"/>, exact;
    /// <see cref="LaneTable.Never"/> when it cannot be below <paramref name="limit"/>.
    /// </summary>
    /// <param name="prices">Of the run on this lane, from <see cref="RunPricing"/>.</param>
    /// <param name="floor">At each slot the least price from there on.</param>
    /// <param name="exact">False: that the next run may need other hands before it is not looked at.</param>
    public int PriceOf(Lane lane, int run, int position, ReadOnlySpan<int> prices, ReadOnlySpan<int> floor, int limit, bool exact)
    {
        var table = lane.Table;
        int before = position == 0 ? -1 : lane.Runs[position - 1], next = position < lane.Runs.Count ? lane.Runs[position] : -1;
        int duration = model.Duration[run * model.M + lane.Model.Index], setup = model.SetupSlots(lane.Model, before, run);
        int nextSetup = 0, priceOfSetups = model.SetupCost(lane.Model, before, run), oldSetup = 0;
        if (next >= 0)
        {
            nextSetup = model.SetupSlots(lane.Model, run, next);
            oldSetup = model.SetupSlots(lane.Model, before, next);
            priceOfSetups += model.SetupCost(lane.Model, run, next);
        }
        var saved = next >= 0 ? model.SetupCost(lane.Model, before, next) : 0;
        var from = Math.Max(table.FirstBefore[position] + setup, Math.Max(0, model.Release[run]));
        if (from + duration > model.T || floor[from] + priceOfSetups - saved >= limit)
            return LaneTable.Never;

        var after = table.After(position);
        var last = table.LastAfter[position];
        if (exact && next >= 0 && nextSetup != oldSetup)
        {
            // Another set-up before the next run: where it may start needs other hands.
            after = _after;
            AfterRow(lane, position, run, after, out last);
        }
        // Every start costs at least its own price, and what the runs before and behind cost at best.
        var earlier = table.Before(position);
        var rest = earlier[model.T] + after[0] + priceOfSetups - Least(lane);
        var to = LastBelow(floor, from, Math.Min(model.T - duration, last - duration - nextSetup), limit - rest);
        var least = Cheapest(lane, run, setup, from, to, earlier, prices, after, duration + nextSetup);
        return least >= LaneTable.Never ? LaneTable.Never : least + priceOfSetups - Least(lane);
    }

    /// <summary>The last slot in [from, to] from which on a price below the limit can be had; below from when there is none.</summary>
    static int LastBelow(ReadOnlySpan<int> floor, int from, int to, int limit)
    {
        // The floor rises.
        var low = from - 1;
        while (low < to)
        {
            var middle = (low + to + 1) / 2;
            if (floor[middle] < limit)
                low = middle;
            else
                to = middle - 1;
        }
        return low;
    }

    int Cheapest(
        Lane lane, int run, int setup, int from, int to, ReadOnlySpan<int> before, ReadOnlySpan<int> prices, ReadOnlySpan<int> after, int offset)
    {
        int fit = model.Fit[run * model.M + lane.Model.Index], duration = model.Duration[run * model.M + lane.Model.Index];
        var needed = lane.Model.AutoEject && setup == 0 ? int.MinValue : setup;
        ref var open = ref MemoryMarshal.GetArrayDataReference(lane.Model.Room);
        ref var room = ref MemoryMarshal.GetArrayDataReference(lane.Table.Room);
        ref var hands = ref MemoryMarshal.GetArrayDataReference(lane.Table.Hands);
        ref var left = ref MemoryMarshal.GetReference(before);
        ref var price = ref MemoryMarshal.GetReference(prices);
        ref var right = ref MemoryMarshal.GetReference(after);
        var leasts = new Vector<int>(LaneTable.Never);
        var start = from;
        for (; start + Vector<int>.Count <= to + 1; start += Vector<int>.Count)
        {
            var possible = Vector.GreaterThanOrEqual(Vector.LoadUnsafe(ref open, (nuint)start), new Vector<int>(fit))
                & Vector.GreaterThanOrEqual(Vector.LoadUnsafe(ref room, (nuint)start), new Vector<int>(duration))
                & Vector.GreaterThanOrEqual(Vector.LoadUnsafe(ref hands, (nuint)start), new Vector<int>(needed));
            var cost = Vector.LoadUnsafe(ref left, (nuint)(start - setup)) + Vector.LoadUnsafe(ref price, (nuint)start)
                + Vector.LoadUnsafe(ref right, (nuint)(start + offset));
            leasts = Vector.Min(leasts, Vector.ConditionalSelect(possible, cost, leasts));
        }
        var least = LaneTable.Never;
        for (var lane8 = 0; lane8 < Vector<int>.Count; lane8++)
            least = Math.Min(least, leasts[lane8]);
        for (; start <= to; start++)
            if (lane.Model.Room[start] >= fit && lane.Table.Room[start] >= duration && lane.Table.Hands[start] >= needed)
                least = Math.Min(least, before[start - setup] + prices[start] + after[start + offset]);
        return least;
    }

    /// <summary>Least cost of the whole sequence; <see cref="LaneTable.Never"/> when it cannot be done.</summary>
    public int Least(Lane lane) => lane.Table.Before(lane.Runs.Count)[model.T];

    /// <summary>Sets the best start times, the earliest among equals. Only for a sequence that can be done.</summary>
    public void ReadStarts(Lane lane)
    {
        lane.Timed.Clear();
        lane.Starts.Clear();
        foreach (var run in lane.Runs)
        {
            lane.Timed.Add(run);
            lane.Starts.Add(0);
        }
        for (int i = lane.Runs.Count, limit = model.T; i >= 1; i--)
        {
            var row = lane.Table.Before(i);
            var value = row[limit];
            // The row falls; its first column with this value is an end at which the run really ends.
            int low = 0, high = limit;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (row[middle] <= value)
                    high = middle;
                else
                    low = middle + 1;
            }
            var run = lane.Runs[i - 1];
            var start = low - model.Duration[run * model.M + lane.Model.Index];
            lane.Starts[i - 1] = start;
            limit = start - model.SetupSlots(lane.Model, i == 1 ? -1 : lane.Runs[i - 2], run);
        }
    }

    /// <summary>What the sequence costs with the starts that it has.</summary>
    public long PriceOfStarts(Lane lane)
    {
        var cost = 0L;
        for (var i = 0; i < lane.Runs.Count; i++)
        {
            cost += Prices(lane, lane.Runs[i])[lane.Starts[i]] + model.SetupCost(lane.Model, i == 0 ? -1 : lane.Runs[i - 1], lane.Runs[i]);
        }
        return cost;
    }
}
