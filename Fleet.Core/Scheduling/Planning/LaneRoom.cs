using System.Numerics;
using System.Runtime.InteropServices;

namespace Fleet.Core.Scheduling.Planning;

/// <summary>Where a lane may start and run beside what others draw and whose hands they need. Whole vectors at a time.</summary>
static class LaneRoom
{
    /// <summary>Cuts the room of every slot where the next one comes in which the circuit cannot carry the machine.</summary>
    /// <param name="loadW">What the others draw.</param>
    public static void Cut(Span<int> room, ReadOnlySpan<int> loadW, int capW, LaneModel lane)
    {
        int mostW = capW - lane.PowerW, mostStartW = capW - lane.StartW;
        for (var from = 0; from < room.Length;)
        {
            var full = FirstAbove(loadW, from, mostW);
            if (full < room.Length || from > 0)
                Limit(room, from, full);
            if (full < room.Length)
                room[full] = -1;
            from = full + 1;
        }
        if (mostStartW == mostW)
            return;
        for (var t = FirstAbove(loadW, 0, mostStartW); t < room.Length; t = FirstAbove(loadW, t + 1, mostStartW))
            room[t] = -1;
    }

    /// <summary>Nothing in [from, to) reaches beyond to.</summary>
    static void Limit(Span<int> room, int from, int to)
    {
        ref var first = ref MemoryMarshal.GetReference(room);
        var t = from;
        for (; t + Vector<int>.Count <= to; t += Vector<int>.Count)
            Vector.Min(Vector.LoadUnsafe(ref first, (nuint)t), new Vector<int>(to - t) - Vector<int>.Indices).StoreUnsafe(ref first, (nuint)t);
        for (; t < to; t++)
            room[t] = Math.Min(room[t], to - t);
    }

    static int FirstAbove(ReadOnlySpan<int> loadW, int from, int mostW)
    {
        ref var first = ref MemoryMarshal.GetReference(loadW);
        var t = from;
        for (; t + Vector<int>.Count <= loadW.Length; t += Vector<int>.Count)
            if (Vector.GreaterThanAny(Vector.LoadUnsafe(ref first, (nuint)t), new Vector<int>(mostW)))
                break;
        while (t < loadW.Length && loadW[t] <= mostW)
            t++;
        return t;
    }

    public static void Add(Span<int> slots, int value)
    {
        ref var first = ref MemoryMarshal.GetReference(slots);
        var t = 0;
        for (; t + Vector<int>.Count <= slots.Length; t += Vector<int>.Count)
            (Vector.LoadUnsafe(ref first, (nuint)t) + new Vector<int>(value)).StoreUnsafe(ref first, (nuint)t);
        for (; t < slots.Length; t++)
            slots[t] += value;
    }
}
