using System.Numerics;
using System.Runtime.InteropServices;

namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// The least of everything seen so far, along a row of costs. Costs that rise or fall with time are the rule, so whole vectors are copied or
/// filled, and only where the least changes its course is it followed cost by cost.
/// </summary>
static class RunningMin
{
    /// <summary>Left to right: <c>target[i] = min(least, costs[0..i] + extra)</c>.</summary>
    /// <param name="least">Before the first cost; afterwards of them all.</param>
    /// <returns>The first index that is below what <paramref name="least"/> was at the beginning; -1 when none is.</returns>
    public static int Forward(ReadOnlySpan<int> costs, int extra, Span<int> target, ref int least)
    {
        ref var cost = ref MemoryMarshal.GetReference(costs);
        ref var result = ref MemoryMarshal.GetReference(target);
        var first = -1;
        var added = new Vector<int>(extra);
        var i = 0;
        while (i < costs.Length)
        {
            if (i + Vector<int>.Count <= costs.Length
                && Vector.GreaterThanOrEqualAll(Vector.LoadUnsafe(ref cost, (nuint)i) + added, new Vector<int>(least)))
            {
                new Vector<int>(least).StoreUnsafe(ref result, (nuint)i);
                i += Vector<int>.Count;
                continue;
            }
            for (var end = Math.Min(costs.Length, i + Vector<int>.Count); i < end; i++)
            {
                if (costs[i] + extra < least)
                {
                    least = costs[i] + extra;
                    first = first < 0 ? i : first;
                }
                target[i] = least;
            }
        }
        return first;
    }

    /// <summary>Right to left: <c>target[i] = min(least, costs[i..] + extra)</c>.</summary>
    /// <param name="costs">One cost more than the target is long; the last one is only looked at.</param>
    /// <param name="least">Before the last cost; afterwards of them all.</param>
    /// <returns>The last index that is below what <paramref name="least"/> was at the beginning; -1 when none is.</returns>
    public static int Backward(ReadOnlySpan<int> costs, int extra, Span<int> target, ref int least)
    {
        ref var cost = ref MemoryMarshal.GetReference(costs);
        ref var result = ref MemoryMarshal.GetReference(target);
        var last = -1;
        var added = new Vector<int>(extra);
        var i = target.Length;
        while (i > 0)
        {
            if (i >= Vector<int>.Count)
            {
                var at = i - Vector<int>.Count;
                var here = Vector.LoadUnsafe(ref cost, (nuint)at);
                if (Vector.GreaterThanOrEqualAll(here + added, new Vector<int>(least)))
                {
                    new Vector<int>(least).StoreUnsafe(ref result, (nuint)at);
                    i = at;
                    continue;
                }
                if (costs[i - 1] + extra <= least && Vector.LessThanOrEqualAll(here, Vector.LoadUnsafe(ref cost, (nuint)at + 1)))
                {
                    last = last < 0 && costs[i - 1] + extra < least ? i - 1 : last;
                    (here + added).StoreUnsafe(ref result, (nuint)at);
                    if (last < 0)
                        last = LastBelow(costs[at..i], extra, least) is >= 0 and var below ? at + below : -1;
                    least = costs[at] + extra;
                    i = at;
                    continue;
                }
            }
            for (var end = Math.Max(0, i - Vector<int>.Count); i > end; i--)
            {
                if (costs[i - 1] + extra < least)
                {
                    least = costs[i - 1] + extra;
                    last = last < 0 ? i - 1 : last;
                }
                target[i - 1] = least;
            }
        }
        return last;
    }

    static int LastBelow(ReadOnlySpan<int> costs, int extra, int least)
    {
        for (var i = costs.Length - 1; i >= 0; i--)
            if (costs[i] + extra < least)
                return i;
        return -1;
    }
}
