using System.Runtime.InteropServices;

namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// Small moves that are priced before anything changes: a stretch of one machine against a stretch of another, or two neighbouring
/// stretches of one machine against each other. Hundreds of them cost as much as one ruin, and the few that the annealing takes are
/// what is carried out.
/// </summary>
sealed class Exchanging(PlanState state)
{
    const int Longest = 3, Near = 4, WithinReach = 6;

    readonly PlanModel _model = state.Model;
    readonly SequenceTrial _trial = new(state.Model);
    readonly int[] _stretch = new int[2 * WithinReach];

    /// <summary>One move, if the annealing takes it.</summary>
    /// <param name="threshold">The highest rise of the cost that is taken.</param>
    /// <returns>Whether the plan changed.</returns>
    public bool Try(long threshold, ref SearchRandom random)
    {
        var run = random.Below(_model.R);
        if (state.LaneOf[run] < 0)
            return false;
        var lane = state.Lanes[state.LaneOf[run]];
        var position = lane.Runs.IndexOf(run);
        var eligible = _model.Eligible[run];
        var other = state.Lanes[eligible[random.Below(eligible.Length)]];
        return other == lane ? Within(lane, position, threshold, ref random) : Between(lane, position, other, threshold, ref random);
    }

    bool Within(Lane lane, int position, long threshold, ref SearchRandom random)
    {
        // [from, middle) and [middle, to) change places.
        int count = lane.Runs.Count, far = random.Below(2 * WithinReach) - WithinReach, length = 1 + random.Below(Longest);
        int from, middle, to;
        if (far < 0)
            (from, middle, to) = (position + far, position, position + length);
        else
            (from, middle, to) = (position, position + length, position + length + far + 1);
        (from, to) = (Math.Max(0, from), Math.Min(count, to));
        if (middle <= from || middle >= to || to - from > _stretch.Length)
            return false;
        var put = 0;
        for (var i = middle; i < to; i++)
            _stretch[put++] = lane.Runs[i];
        for (var i = from; i < middle; i++)
            _stretch[put++] = lane.Runs[i];
        if (random.Below(4) == 0 && put > 2)
        {
            // Only the outer two change places.
            for (var i = 0; i < put; i++)
                _stretch[i] = lane.Runs[from + i];
            (_stretch[0], _stretch[put - 1]) = (_stretch[put - 1], _stretch[0]);
        }
        state.Behind(lane);
        var limit = (int)Math.Min(LaneTable.Never, lane.Cost + threshold + 1);
        if (_trial.Floor(lane, from, to, _stretch.AsSpan(0, put)) >= limit)
            return false;
        return Worth(lane, from, to, put, limit) && (!state.Refresh(lane) || Worth(lane, from, to, put, limit))
            && state.Reorder(lane, from, _stretch.AsSpan(0, put), threshold);
    }

    bool Worth(Lane lane, int from, int to, int put, int limit) =>
        _trial.PriceOf(lane, from, to, _stretch.AsSpan(0, put), limit) is var price && price < limit && price != lane.Cost;

    bool Between(Lane lane, int position, Lane other, long threshold, ref SearchRandom random)
    {
        if (other.Table.Stamp < 0)
            return false;
        var around = other.Before(lane.Starts[position]) + random.Below(2 * Near + 1) - Near;
        var length = Math.Min(lane.Runs.Count - position, random.Below(3) == 0 ? 1 + random.Below(Longest) : 1);
        var at = Math.Clamp(around, 0, other.Runs.Count);
        var back = Math.Min(other.Runs.Count - at, random.Below(3) == 0 ? random.Below(Longest + 1) : random.Below(2));
        var here = CollectionsMarshal.AsSpan(lane.Runs);
        var there = CollectionsMarshal.AsSpan(other.Runs);
        ReadOnlySpan<int> going = here.Slice(position, length), coming = there.Slice(at, back);
        foreach (var run in going)
            if (_model.Duration[run * _model.M + other.Model.Index] == 0)
                return false;
        foreach (var run in coming)
            if (_model.Duration[run * _model.M + lane.Model.Index] == 0)
                return false;
        var choice = 0L;
        foreach (var run in going)
            choice += state.ChoiceOn(run, other.Model.Index) - state.ChoiceOn(run, lane.Model.Index);
        foreach (var run in coming)
            choice += state.ChoiceOn(run, lane.Model.Index) - state.ChoiceOn(run, other.Model.Index);
        state.Behind(lane);
        state.Behind(other);
        var limit = lane.Cost + other.Cost + threshold - choice + 1;
        if (!Worth(lane, position, length, other, at, back, limit, choice))
            return false;
        // What was priced is how the lanes were looked at last: once more with what the others take now, before anything is carried out.
        var changed = state.Refresh(lane) | state.Refresh(other);
        return (!changed || Worth(lane, position, length, other, at, back, limit, choice))
            && state.Exchange(lane, position, length, other, at, back, threshold);
    }

    bool Worth(Lane lane, int position, int length, Lane other, int at, int back, long limit, long choice)
    {
        ReadOnlySpan<int> going = CollectionsMarshal.AsSpan(lane.Runs).Slice(position, length), coming = CollectionsMarshal.AsSpan(other.Runs).Slice(at, back);
        var rest = limit - _trial.Floor(other, at, at + back, going);
        if (_trial.Floor(lane, position, position + length, coming) >= rest)
            return false;
        var one = _trial.PriceOf(lane, position, position + length, coming, (int)Math.Min(LaneTable.Never, rest));
        if (one >= rest)
            return false;
        var two = _trial.PriceOf(other, at, at + back, going, (int)Math.Min(LaneTable.Never, limit - one));
        return two < limit - one && one + (long)two != lane.Cost + other.Cost - choice;
    }
}
