using System.Numerics;

namespace Fleet.Agent.Streaming;

/// <summary>Times from "ok readable" to "next line written": a histogram in eighths of powers of two, so any percentile is right within 9 %.</summary>
sealed class GapMeter
{
    readonly long[] _buckets = new long[64 * 8];
    long _count, _worst;

    internal long Count => Volatile.Read(ref _count);

    /// <summary>Nanoseconds.</summary>
    internal long Worst => Volatile.Read(ref _worst);

    internal void Add(long nanoseconds)
    {
        if (nanoseconds < 8)
            nanoseconds = 8;
        int power = BitOperations.Log2((ulong)nanoseconds);
        int eighth = (int)((nanoseconds >> (power - 3)) & 7);
        _buckets[power * 8 + eighth]++;
        _count++;
        if (nanoseconds > _worst)
            _worst = nanoseconds;
    }

    /// <summary>Nanoseconds below which this share (0 to 1) of the gaps lies; 0 before the first.</summary>
    internal long Percentile(double share)
    {
        long wanted = (long)Math.Ceiling(Count * share), seen = 0;
        for (int i = 0; i < _buckets.Length && wanted > 0; i++)
        {
            seen += _buckets[i];
            if (seen >= wanted)
                return Math.Min(Worst, (8L + i % 8 + 1) << (i / 8) >> 3);
        }
        return 0;
    }

    internal void Reset()
    {
        Array.Clear(_buckets);
        _count = _worst = 0;
    }
}
