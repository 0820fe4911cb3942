using Fleet.Core.Gcode.Containers;

namespace Fleet.Core.Gcode;

/// <summary>Packs lines for firmware that says <c>Cap:MEATPACK:1</c>: about half of the bytes. The published format's numbers.</summary>
public static class MeatPack
{
    /// <summary>Turns packing on, without touching the mode of spaces.</summary>
    public static ReadOnlySpan<byte> EnablePacking => [MeatPackCode.Signal, MeatPackCode.Signal, MeatPackCode.EnablePacking];

    /// <summary>From here on the firmware reads plain bytes again.</summary>
    public static ReadOnlySpan<byte> DisablePacking => [MeatPackCode.Signal, MeatPackCode.Signal, MeatPackCode.DisablePacking];

    /// <summary>Spaces are left out and E gets a short code; checksums are then over the line without spaces.</summary>
    public static ReadOnlySpan<byte> EnableNoSpaces => [MeatPackCode.Signal, MeatPackCode.Signal, MeatPackCode.EnableNoSpaces];

    /// <summary>Answered by <c>[MP] PV01 ON NSP</c> or the like.</summary>
    public static ReadOnlySpan<byte> Query => [MeatPackCode.Signal, MeatPackCode.Signal, MeatPackCode.Query];

    /// <summary>Most bytes that a line of this length can become.</summary>
    public static int MaxPackedBytes(int lineLength) => lineLength + (lineLength + 1) / 2 + 2;

    /// <summary>
    /// Packs one line, which must end in a line feed so that it comes out whole. Returns the number of bytes written.
    /// With <paramref name="noSpaces"/> the caller has taken the spaces out before it computed the checksum. Byte 0xFF cannot be
    /// packed and becomes a question mark.
    /// </summary>
    public static int Pack(ReadOnlySpan<byte> line, Span<byte> packed, bool noSpaces)
    {
        int written = 0;
        for (int i = 0; i < line.Length; i += 2)
        {
            byte a = Packable(line[i]);
            byte b = i + 1 < line.Length ? Packable(line[i + 1]) : (byte)'\n';
            int first = MeatPackCode.Of(a, noSpaces), second = MeatPackCode.Of(b, noSpaces);
            if (first == MeatPackCode.NewLine)
            {
                // The other half of a newline is thrown away: begin the next character in a fresh byte.
                packed[written++] = MeatPackCode.NewLine;
                i--;
                continue;
            }

            packed[written++] = (byte)(second << 4 | first);
            if (first == MeatPackCode.Literal)
                packed[written++] = a;
            if (second == MeatPackCode.Literal)
                packed[written++] = b;
        }

        return written;
    }

    /// <summary>Unpacks a stream of packed bytes and signals. Packing is off until a signal turns it on.</summary>
    public static Stream Unpack(Stream packed) => new MeatPackDecoder(packed);

    static byte Packable(byte b) => b == MeatPackCode.Signal ? (byte)'?' : b;
}
