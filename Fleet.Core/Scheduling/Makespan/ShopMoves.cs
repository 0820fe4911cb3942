namespace Fleet.Core.Scheduling.Makespan;

/// <summary>
/// Where an operation can go. With it taken out, others on a machine end after it could begin (late) or have more to follow than it (urgent);
/// it goes behind those that are only urgent and before those that are only late, which never makes a circle and misses no best place.
/// <code>
///   machine   u u ul | ul l l        between the last u and the first l every place is tried
/// </code>
/// </summary>
sealed class ShopMoves(ShopGraph graph)
{
    /// <summary>No place on this machine.</summary>
    const int Elsewhere = -1;

    readonly int[] _head = new int[graph.Operations + 1];
    readonly int[] _tail = new int[graph.Operations + 1];
    readonly List<ShopMove> _moves = [];

    /// <summary>Valid until the next call.</summary>
    public List<ShopMove> Of(int operation)
    {
        _moves.Clear();
        var (chosen, before, time) = (graph.Chosen[operation], graph.Before[operation], graph.Time[operation]);
        graph.Remove(operation);
        graph.Time[operation] = 0;
        var rest = MeasureWithout(operation);
        var earliest = graph.EndOf(graph.JobBefore[operation], _head);
        var follows = graph.EndOf(graph.JobAfter[operation], _tail);
        for (var choice = 0; choice < graph.Choices[operation].Length; choice++)
            OnMachine(operation, choice, choice == chosen ? before : Elsewhere, earliest, follows, rest);
        graph.Insert(operation, chosen, before);
        graph.Time[operation] = time;
        return _moves;
    }

    /// <summary>Heads behind the operation's old place and tails before it change; the order of all still holds.</summary>
    int MeasureWithout(int operation)
    {
        graph.Head.CopyTo(_head, 0);
        graph.Tail.CopyTo(_tail, 0);
        var (order, time, place) = (graph.Order, graph.Time, graph.Place[operation]);
        var (jobBefore, before, head) = (graph.JobBefore, graph.Before, _head);
        var longest = place == 0 ? 0 : graph.Longest[place - 1];
        for (var at = place; at < order.Length; at++)
        {
            var other = order[at];
            var begins = Math.Max(head[jobBefore[other]] + time[jobBefore[other]], head[before[other]] + time[before[other]]);
            head[other] = begins;
            longest = Math.Max(longest, begins + time[other]);
        }
        var (jobAfter, after, tail) = (graph.JobAfter, graph.After, _tail);
        for (var at = place; at >= 0; at--)
        {
            var other = order[at];
            tail[other] = Math.Max(tail[jobAfter[other]] + time[jobAfter[other]], tail[after[other]] + time[after[other]]);
        }
        return longest;
    }

    /// <param name="old">The place where it was, which is no move.</param>
    void OnMachine(int operation, int choice, int old, int earliest, int follows, int rest)
    {
        var time = graph.Choices[operation][choice].Time;
        var first = graph.First[graph.Choices[operation][choice].Machine];
        var (from, to) = (graph.None, Elsewhere);
        for (var other = first; other != graph.None; other = graph.After[other])
        {
            var late = graph.EndOf(other, _head) > earliest;
            var urgent = graph.EndOf(other, _tail) > follows;
            if (urgent && !late)
                (from, to) = (other, Elsewhere);
            else if (late && !urgent && to == Elsewhere)
                to = other;
        }
        for (var before = from; ; before = before == graph.None ? first : graph.After[before])
        {
            var after = before == graph.None ? first : graph.After[before];
            if (before != old)
                _moves.Add(new(operation, choice, before,
                    Math.Max(earliest, graph.EndOf(before, _head)) + time + Math.Max(follows, graph.EndOf(after, _tail)), rest));
            if (after == graph.None || after == to)
                return;
        }
    }
}
