namespace Fleet.Core.Gcode.Containers;

/// <summary>Packs a block as <see cref="HeatshrinkDecoder"/> reads it; greedy longest match over hash chains.</summary>
static class HeatshrinkEncoder
{
    const int LookaheadBits = 4;
    const int MaxMatch = 1 << LookaheadBits;

    /// <summary>A back reference costs 16 or 17 bits, a literal 9: two bytes already pay.</summary>
    const int MinMatch = 2;

    /// <summary>Chain links that are followed for one byte; more finds little more in 4 KiB.</summary>
    const int MaxLinks = 64;

    public static byte[] Encode(ReadOnlySpan<byte> data, int windowBits)
    {
        var output = new byte[data.Length + data.Length / 8 + 8];
        int at = 0;
        ulong bits = 0;
        int bitCount = 0;
        int window = 1 << windowBits;
        var last = new int[65_536];
        var previous = new int[data.Length];
        Array.Fill(last, -1);
        for (int i = 0; i < data.Length;)
        {
            int length = LongestMatch(data, i, window, last, previous, out int distance);
            if (length >= MinMatch)
            {
                Put(0, 1);
                Put((uint)(distance - 1), windowBits);
                Put((uint)(length - 1), LookaheadBits);
            }
            else
            {
                length = 1;
                Put(1, 1);
                Put(data[i], 8);
            }

            for (int end = i + length; i < end; i++)
            {
                if (i + 1 >= data.Length)
                    continue;
                int hash = data[i] | data[i + 1] << 8;
                previous[i] = last[hash];
                last[hash] = i;
            }
        }

        if (bitCount > 0)
            Put(0, 8 - bitCount);
        return output[..at];

        void Put(uint value, int count)
        {
            bits = bits << count | value;
            bitCount += count;
            while (bitCount >= 8)
            {
                bitCount -= 8;
                output[at++] = (byte)(bits >> bitCount);
            }
        }
    }

    static int LongestMatch(ReadOnlySpan<byte> data, int at, int window, int[] last, int[] previous, out int distance)
    {
        distance = 0;
        if (at + 1 >= data.Length)
            return 0;
        int best = 0;
        int limit = Math.Min(MaxMatch, data.Length - at);
        int links = MaxLinks;
        for (int candidate = last[data[at] | data[at + 1] << 8]; candidate >= 0 && at - candidate <= window && links-- > 0; candidate = previous[candidate])
        {
            int length = data.Slice(at, limit).CommonPrefixLength(data.Slice(candidate, limit));
            if (length <= best)
                continue;
            (best, distance) = (length, at - candidate);
            if (best == limit)
                break;
        }

        return best;
    }
}
