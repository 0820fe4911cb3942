using System.Buffers;

namespace Fleet.Core.Gcode;

/// <summary>Unsigned integers in groups of seven bits, low group first, as Protocol Buffers write them.</summary>
static class VarInt
{
    public static void Write(IBufferWriter<byte> writer, ulong value)
    {
        Span<byte> span = writer.GetSpan(10);
        writer.Advance(Write(span, value));
    }

    public static int Write(Span<byte> span, ulong value)
    {
        int at = 0;
        while (value >= 0x80)
        {
            span[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[at++] = (byte)value;
        return at;
    }

    /// <summary>Small for small values of either sign.</summary>
    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    public ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        readonly ReadOnlySpan<byte> _bytes = bytes;
        int _at;

        /// <summary>False at the end or when the bytes are not a number of at most 64 bits.</summary>
        public bool TryRead(out ulong value)
        {
            value = 0;
            for (int shift = 0; shift < 64 && _at < _bytes.Length; shift += 7)
            {
                byte b = _bytes[_at++];
                value |= (ulong)(b & 0x7F) << shift;
                if (b < 0x80)
                    return true;
            }

            return false;
        }
    }
}
