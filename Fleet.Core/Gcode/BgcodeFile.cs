using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Fleet.Core.Gcode.Containers;

namespace Fleet.Core.Gcode;

/// <summary>Writes Prusa's binary G-code, version 1 with CRC32, as libbgcode lays it out.</summary>
public static class BgcodeFile
{
    /// <summary>G-code per block, as PrusaSlicer cuts it; blocks end at a line.</summary>
    const int BlockBytes = 64 * 1024;

    /// <summary>Packs a plain program. Comments of the program are kept.</summary>
    /// <param name="metadata">Printer metadata: <c>printer_model</c>, <c>filament used [g]</c> and the like.</param>
    public static void Write(
        Stream plain, Stream bgcode, BgcodeCompression compression, bool meatPack, IReadOnlyList<(string Key, string Value)> metadata, IReadOnlyList<Thumbnail> thumbnails)
    {
        Span<byte> header = stackalloc byte[10];
        "GCDE"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], 1);
        bgcode.Write(header);
        WriteBlock(bgcode, BgcodeBlock.FileMetadata, BgcodeCompression.None, [0], "Producer=Fleet\n"u8);
        WriteBlock(bgcode, BgcodeBlock.PrinterMetadata, BgcodeCompression.None, [0], Ini(metadata));
        foreach (Thumbnail thumbnail in thumbnails)
            WriteBlock(bgcode, BgcodeBlock.Thumbnail, BgcodeCompression.None, [(ushort)thumbnail.Format, (ushort)thumbnail.WidthPx, (ushort)thumbnail.HeightPx], thumbnail.Data);
        WriteBlock(bgcode, BgcodeBlock.PrintMetadata, BgcodeCompression.None, [0], Ini(metadata));
        WriteBlock(bgcode, BgcodeBlock.SlicerMetadata, BgcodeCompression.None, [0], []);

        byte[] buffer = new byte[BlockBytes];
        int filled = 0;
        while (true)
        {
            int read = plain.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            filled += read;
            if (filled == 0)
                return;
            bool last = filled < buffer.Length;
            int cut = last ? filled : buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            if (cut == 0)
                cut = filled;
            WriteGcode(bgcode, buffer.AsSpan(0, cut), compression, meatPack);
            buffer.AsSpan(cut, filled - cut).CopyTo(buffer);
            filled -= cut;
            if (last && filled == 0)
                return;
        }
    }

    static void WriteGcode(Stream bgcode, ReadOnlySpan<byte> text, BgcodeCompression compression, bool meatPack)
    {
        if (!meatPack)
        {
            WriteBlock(bgcode, BgcodeBlock.Gcode, compression, [0], text);
            return;
        }

        var packed = new ArrayBufferWriter<byte>(text.Length);
        packed.Write(MeatPack.EnablePacking);
        bool packing = true;
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'\n') + 1;
            ReadOnlySpan<byte> line = end == 0 ? text : text[..end];
            text = text[line.Length..];

            // Lines with a comment go plain, so that nothing of it is lost (encoding 2); a last line without its end would gain one.
            bool plainLine = line.IndexOf((byte)';') >= 0 || line[^1] != '\n';
            if (plainLine == packing)
                packed.Write(plainLine ? MeatPack.DisablePacking : MeatPack.EnablePacking);
            packing = !plainLine;
            if (plainLine)
                packed.Write(line);
            else
                packed.Advance(MeatPack.Pack(line, packed.GetSpan(MeatPack.MaxPackedBytes(line.Length)), noSpaces: false));
        }

        WriteBlock(bgcode, BgcodeBlock.Gcode, compression, [2], packed.WrittenSpan);
    }

    static void WriteBlock(Stream bgcode, BgcodeBlock type, BgcodeCompression compression, ReadOnlySpan<ushort> parameters, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> packed = compression switch
        {
            BgcodeCompression.Deflate => Deflated(data),
            BgcodeCompression.Heatshrink11 => HeatshrinkEncoder.Encode(data, 11),
            BgcodeCompression.Heatshrink12 => HeatshrinkEncoder.Encode(data, 12),
            _ => data,
        };
        Span<byte> header = stackalloc byte[18];
        BinaryPrimitives.WriteUInt16LittleEndian(header, (ushort)type);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], (ushort)compression);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)data.Length);
        int length = 8;
        if (compression != BgcodeCompression.None)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)packed.Length);
            length = 12;
        }

        foreach (ushort parameter in parameters)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header[length..], parameter);
            length += 2;
        }

        bgcode.Write(header[..length]);
        bgcode.Write(packed);
        Span<byte> crc = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, Crc32.Update(Crc32.Update(0, header[..length]), packed));
        bgcode.Write(crc);
    }

    static byte[] Deflated(ReadOnlySpan<byte> data)
    {
        var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(data);
        return output.ToArray();
    }

    static byte[] Ini(IReadOnlyList<(string Key, string Value)> metadata) =>
        Encoding.UTF8.GetBytes(string.Concat(metadata.Select(m => $"{m.Key}={m.Value}\n")));
}
