using System.Buffers.Binary;

namespace Fleet.Core.Gcode.Containers;

/// <summary>Format and size of a picture from its own first bytes, which are more reliable than what a container says about it.</summary>
static class Thumbnails
{
    public static ThumbnailFormat? FormatOf(ReadOnlySpan<byte> data) => data switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => ThumbnailFormat.Png,
        [0xFF, 0xD8, 0xFF, ..] => ThumbnailFormat.Jpeg,
        [(byte)'q', (byte)'o', (byte)'i', (byte)'f', ..] => ThumbnailFormat.Qoi,
        _ => null,
    };

    /// <summary>Null when it is no picture, or one without a size.</summary>
    public static Thumbnail? Read(byte[] data)
    {
        (int width, int height) = FormatOf(data) switch
        {
            ThumbnailFormat.Png when data.Length >= 24 => (Big(data, 16), Big(data, 20)),
            ThumbnailFormat.Qoi when data.Length >= 14 => (Big(data, 4), Big(data, 8)),
            ThumbnailFormat.Jpeg => JpegSize(data),
            _ => (0, 0),
        };
        return width is > 0 and <= 16_384 && height is > 0 and <= 16_384 ? new(width, height, FormatOf(data)!.Value, data) : null;
    }

    static int Big(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadInt32BigEndian(data[at..]);

    /// <summary>Walks the segments to the start of frame (C0 to CF without C4, C8, CC).</summary>
    static (int Width, int Height) JpegSize(ReadOnlySpan<byte> data)
    {
        int at = 2;
        while (at + 9 < data.Length && data[at] == 0xFF)
        {
            byte marker = data[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(data[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(data[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]);
        }

        return (0, 0);
    }
}
