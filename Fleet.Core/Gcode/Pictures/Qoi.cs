using System.Buffers.Binary;

namespace Fleet.Core.Gcode.Pictures;

/// <summary>The Quite OK Image format, as slicers put it into programs. Decoded by the one-page specification of qoiformat.org.</summary>
public static class Qoi
{
    /// <summary>A thumbnail is never larger; keeps a lying header from taking memory.</summary>
    const int MaxPixels = 4096 * 4096;

    const int HeaderBytes = 14;

    /// <summary>Null when the bytes are no QOI image. An image that breaks off keeps its last colour to the end.</summary>
    public static PixelImage? Decode(ReadOnlySpan<byte> data)
    {
        if (data.Length < HeaderBytes || !data.StartsWith("qoif"u8))
            return null;
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data[4..]), height = BinaryPrimitives.ReadUInt32BigEndian(data[8..]);
        if (width == 0 || height == 0 || (ulong)width * height > MaxPixels)
            return null;

        // One byte makes at most 62 pixels: a small file cannot claim a large image.
        if ((ulong)width * height > (ulong)data.Length * 62)
            return null;
        byte[] rgba = new byte[width * height * 4];
        Fill(data[HeaderBytes..], rgba);
        return new PixelImage((int)width, (int)height, rgba);
    }

    static void Fill(ReadOnlySpan<byte> data, Span<byte> rgba)
    {
        Span<uint> seen = stackalloc uint[64];
        seen.Clear();
        byte r = 0, g = 0, b = 0, a = 255;
        int at = 0, run = 0;
        for (int pixel = 0; pixel < rgba.Length; pixel += 4)
        {
            if (run > 0)
                run--;
            else if (at < data.Length)
            {
                byte tag = data[at++];
                if (tag == 0xFE && at + 3 <= data.Length)
                    (r, g, b, at) = (data[at], data[at + 1], data[at + 2], at + 3);
                else if (tag == 0xFF && at + 4 <= data.Length)
                    (r, g, b, a, at) = (data[at], data[at + 1], data[at + 2], data[at + 3], at + 4);
                else if (tag >> 6 == 0)
                {
                    uint colour = seen[tag & 63];
                    (r, g, b, a) = ((byte)colour, (byte)(colour >> 8), (byte)(colour >> 16), (byte)(colour >> 24));
                }
                else if (tag >> 6 == 1)
                    (r, g, b) = ((byte)(r + (tag >> 4 & 3) - 2), (byte)(g + (tag >> 2 & 3) - 2), (byte)(b + (tag & 3) - 2));
                else if (tag >> 6 == 2 && at < data.Length)
                {
                    byte more = data[at++];
                    int green = (tag & 63) - 32;
                    (r, g, b) = ((byte)(r + green - 8 + (more >> 4)), (byte)(g + green), (byte)(b + green - 8 + (more & 15)));
                }
                else if (tag >> 6 == 3)
                    run = tag & 63;

                seen[(r * 3 + g * 5 + b * 7 + a * 11) & 63] = (uint)(r | g << 8 | b << 16 | a << 24);
            }

            (rgba[pixel], rgba[pixel + 1], rgba[pixel + 2], rgba[pixel + 3]) = (r, g, b, a);
        }
    }
}
