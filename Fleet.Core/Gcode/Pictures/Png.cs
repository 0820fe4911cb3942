using System.Buffers.Binary;
using System.IO.Compression;
using Fleet.Core.Gcode.Containers;

namespace Fleet.Core.Gcode.Pictures;

/// <summary>Writes PNG: 8 bits per channel with opacity, every row filtered against the one above.</summary>
public static class Png
{
    const byte UpFilter = 2;

    public static byte[] Encode(PixelImage image)
    {
        var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.WidthPx);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.HeightPx);
        header[8] = 8;
        header[9] = 6;
        header[10..].Clear();
        Chunk(png, "IHDR"u8, header);

        int stride = image.WidthPx * 4;
        var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] row = new byte[stride + 1];
            row[0] = UpFilter;
            for (int y = 0; y < image.HeightPx; y++)
            {
                ReadOnlySpan<byte> here = image.Rgba.AsSpan(y * stride, stride);
                ReadOnlySpan<byte> above = y == 0 ? [] : image.Rgba.AsSpan((y - 1) * stride, stride);
                for (int x = 0; x < stride; x++)
                    row[x + 1] = (byte)(here[x] - (above.IsEmpty ? 0 : above[x]));
                zlib.Write(row);
            }
        }

        Chunk(png, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Update(Crc32.Update(0, type), data));
        png.Write(number);
    }
}
