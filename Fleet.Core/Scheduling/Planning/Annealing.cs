namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// Simulated annealing in whole numbers, so that a seed gives the same plan on every processor. A rise of the cost is accepted when
/// it is at most temperature x -ln(u), u uniform; the logarithms come from a table that is computed with integers.
/// </summary>
static class Annealing
{
    public const int TableBits = 12;
    const int FractionBits = 16;

    static readonly int[] MinusLn = LogarithmTable();

    /// <param name="temperature">In 1/65536 of the cost's unit.</param>
    public static long Threshold(long temperature, uint bits) =>
        (temperature >> 8) * MinusLn[bits >> (32 - TableBits)] >> (2 * FractionBits - 8);

    /// <summary>Geometric cooling from one temperature to another, both in 1/65536 of the unit.</summary>
    /// <param name="progress">From 0 to 65536.</param>
    public static long Temperature(long from, long to, int progress)
    {
        // from * (to/from)^progress by halving the exponent sixteen times: each step takes the geometric mean.
        long low = from, high = to;
        for (var bit = FractionBits - 1; bit >= 0; bit--)
        {
            var middle = Root(low * high);
            if ((progress >> bit & 1) != 0)
                low = middle;
            else
                high = middle;
        }
        return low;
    }

    static long Root(long square)
    {
        var root = (long)Math.Sqrt(square);
        // The processor's root of a long can be one off; the exact one is the same everywhere.
        while (root * root > square)
            root--;
        while ((root + 1) * (root + 1) <= square)
            root++;
        return root;
    }

    static int[] LogarithmTable()
    {
        // -ln((i + 1/2) / 4096) = (13 - log2(2i + 1)) ln 2, the binary logarithm found bit by bit through squaring.
        const long Ln2 = 45426; // ln 2 in 1/65536
        var table = new int[1 << TableBits];
        for (var i = 0; i < table.Length; i++)
            table[i] = (int)((((TableBits + 1L) << FractionBits) - Log2((uint)(2 * i + 1))) * Ln2 >> FractionBits);
        return table;
    }

    /// <summary>In 1/65536.</summary>
    static long Log2(uint value)
    {
        var whole = 31 - int.LeadingZeroCount((int)value);
        var mantissa = (ulong)value << (31 - whole);
        long result = (long)whole << FractionBits;
        for (var bit = FractionBits - 1; bit >= 0; bit--)
        {
            mantissa = mantissa * mantissa >> 31;
            if (mantissa >> 32 == 0)
                continue;
            result |= 1L << bit;
            mantissa >>= 1;
        }
        return result;
    }
}
