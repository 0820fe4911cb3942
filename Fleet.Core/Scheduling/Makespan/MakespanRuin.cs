namespace Fleet.Core.Scheduling.Makespan;

/// <summary>
/// The large move: a few neighbours go out of a few machines that suit the first of them, and come back one by one where they cost least;
/// now and then a place is overlooked, so that the same ruin does not always end the same (blinks, Christiaens and Vanden Berghe 2020).
/// </summary>
sealed class MakespanRuin(MakespanState state, LoadPrices prices, FastMachines fast)
{
    const int Most = 4, LongestString = 3, BestMachines = 8;
    const uint BlinkOf65536 = 1311;

    readonly int[] _out = new int[Most], _behind = new int[Most], _from = new int[Most], _saved = new int[Most];
    readonly int[] _order = new int[Most], _added = new int[Most];

    /// <summary>True: the state has changed, by a rise of at most the threshold. False: it is as it was.</summary>
    public bool Try(long threshold, ref Planning.SearchRandom random)
    {
        var rise = 0L;
        var count = TakeOut(ref random, ref rise);
        for (var i = 0; i < count; i++)
            _order[i] = _out[i];
        for (var i = count - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (_order[i], _order[j]) = (_order[j], _order[i]);
        }
        var placed = 0;
        while (placed < count && PutIn(placed, ref random, ref rise))
            placed++;
        if (placed == count && rise <= threshold)
            return true;
        while (--placed >= 0)
            state.TakeOut(_order[placed], -_added[placed]);
        for (var i = count - 1; i >= 0; i--)
            state.PutIn(_out[i], _from[i], _behind[i], -_saved[i]);
        return false;
    }

    int TakeOut(ref Planning.SearchRandom random, ref long rise)
    {
        int wanted = Math.Min(state.Jobs, 2 + random.Below(Most - 1)), count = 0;
        var first = random.Below(state.Jobs);
        for (var next = first; ;)
        {
            var length = 1 + random.Below(Math.Min(LongestString, wanted - count));
            for (var taken = 0; taken < length && next < state.Jobs; taken++)
            {
                var job = next;
                next = state.Next(job);
                var machine = state.MachineOf[job];
                (_out[count], _behind[count], _from[count], _saved[count]) = (job, state.Previous(job), machine, state.Saved(job));
                rise += prices[state.Loads[machine] + _saved[count]] - prices[state.Loads[machine]];
                state.TakeOut(job, _saved[count]);
                count++;
            }
            if (count == wanted)
                return count;
            // Somewhere on a machine that would suit the first job.
            next = state.Mark(fast.Sample(first, ref random));
            for (var steps = 1 + random.Below(1 + 2 * state.Jobs / state.Machines); steps > 0; steps--)
                next = state.Next(next);
            if (next >= state.Jobs)
                next = state.Next(next);
            if (next >= state.Jobs)
                return count;
        }
    }

    bool PutIn(int index, ref Planning.SearchRandom random, ref long rise)
    {
        var job = _order[index];
        var (best, bestMachine, bestBehind, bestAdded) = (long.MaxValue, -1, 0, 0);
        for (var rank = 0; rank < Math.Min(BestMachines, state.Machines); rank++)
        {
            var machine = fast.Of(job, rank);
            var here = prices[state.Loads[machine]];
            // Dearer already without any set-up.
            if (rank > 2 && prices[state.Loads[machine] + state.Time(machine, job)] - here >= best)
                continue;
            var (least, at) = (int.MaxValue, -1);
            var mark = state.Mark(machine);
            var node = mark;
            do
            {
                if (random.Bits() >> 16 >= BlinkOf65536)
                {
                    var added = state.Added(machine, node, job);
                    if (added < least)
                        (least, at) = (added, node);
                }
                node = state.Next(node);
            }
            while (node != mark);
            if (at >= 0 && prices[state.Loads[machine] + least] - here is var price && price < best)
                (best, bestMachine, bestBehind, bestAdded) = (price, machine, at, least);
        }
        if (bestMachine < 0)
            return false;
        _added[index] = bestAdded;
        state.PutIn(job, bestMachine, bestBehind, bestAdded);
        rise += best;
        return true;
    }
}
