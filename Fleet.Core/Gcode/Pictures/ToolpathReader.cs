using System.Buffers.Binary;
using System.IO.Compression;

namespace Fleet.Core.Gcode.Pictures;

/// <summary>Reads back what <see cref="ToolpathWriter"/> wrote; the browser has its own in JavaScript.</summary>
public static class ToolpathReader
{
    /// <summary>Plays the toolpath to an observer. False when the bytes are not a whole toolpath.</summary>
    public static bool TryRead(Stream brotli, IMotionObserver observer)
    {
        try
        {
            using var unpacked = new BufferedStream(new BrotliStream(brotli, CompressionMode.Decompress, leaveOpen: true));
            Span<byte> magic = stackalloc byte[4];
            if (unpacked.ReadAtLeast(magic, 4, throwOnEndOfStream: false) < 4 || BinaryPrimitives.ReadUInt32LittleEndian(magic) != ToolpathWriter.Magic)
                return false;
            return Play(unpacked, observer);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    static bool Play(Stream stream, IMotionObserver observer)
    {
        long x = 0, y = 0, z = 0, line = 0;
        while (true)
        {
            switch (stream.ReadByte())
            {
                case ToolpathWriter.End:
                    return true;
                case ToolpathWriter.Layer:
                    if (!Number(stream, out ulong index) || !Signed(stream, out long layerZ))
                        return false;
                    observer.LayerBegins((int)index, layerZ * ToolpathWriter.QuantumMm);
                    break;
                case ToolpathWriter.Run:
                    if (!PlayRun(stream, observer, ref x, ref y, ref z, ref line))
                        return false;
                    break;
                default:
                    return false;
            }
        }
    }

    static bool PlayRun(Stream stream, IMotionObserver observer, ref long x, ref long y, ref long z, ref long line)
    {
        int feature = stream.ReadByte(), tool = stream.ReadByte();
        if (tool < 0 || !Number(stream, out ulong feed) || !Number(stream, out ulong lines)
            || !Signed(stream, out long dx) || !Signed(stream, out long dy) || !Signed(stream, out long dz) || !Number(stream, out ulong moves))
            return false;
        (x, y, z, line) = (x + dx, y + dy, z + dz, line + (long)lines);
        for (ulong i = 0; i < moves; i++)
        {
            if (!Number(stream, out ulong first) || !Signed(stream, out dy))
                return false;
            dz = 0;
            if ((first & 1) != 0 && !Signed(stream, out dz))
                return false;
            Point from = PointOf(x, y, z);
            (x, y, z) = (x + VarInt.UnZigZag(first >> 1), y + dy, z + dz);
            observer.Move(new ObservedMove(from, PointOf(x, y, z), (MoveFeature)feature, feed, tool, line));
        }

        return true;
    }

    static Point PointOf(long x, long y, long z) => new(x * ToolpathWriter.QuantumMm, y * ToolpathWriter.QuantumMm, z * ToolpathWriter.QuantumMm);

    static bool Signed(Stream stream, out long value)
    {
        bool whole = Number(stream, out ulong number);
        value = VarInt.UnZigZag(number);
        return whole;
    }

    static bool Number(Stream stream, out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int b = stream.ReadByte();
            if (b < 0)
                return false;
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return true;
        }

        return false;
    }
}
