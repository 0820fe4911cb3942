using System.Buffers.Binary;
using System.IO.Compression;

namespace Fleet.Core.Gcode.Containers;

/// <summary>
/// Gzip whose end is checked: .NET takes a file that breaks off for one that ends. The last four bytes are the length of the last member,
/// which no whole file exceeds; in a broken one they are arbitrary.
/// </summary>
sealed class GzipProgram : ForwardStream
{
    readonly TailStream _packed;
    readonly UnpackingStream _unpacked;
    long _given;

    public GzipProgram(Stream packed)
    {
        _packed = new TailStream(packed);
        _unpacked = new UnpackingStream(new GZipStream(_packed, CompressionMode.Decompress, leaveOpen: true), "gzip file");
    }

    public override int Read(Span<byte> buffer)
    {
        int read = _unpacked.Read(buffer);
        _given += read;
        if (read == 0 && buffer.Length > 0 && (_packed.Length4 is not { } promised || promised > _given))
            throw new ProgramDamagedException($"The gzip file breaks off after {_given} bytes of unpacked program. Compress and upload it again.");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Remembers the last four bytes that went through.</summary>
    sealed class TailStream(Stream inner) : ForwardStream
    {
        readonly byte[] _tail = new byte[4];
        int _known;

        /// <summary>As a little-endian number; null before four bytes have passed.</summary>
        public uint? Length4 => _known == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(_tail) : null;

        public override int Read(Span<byte> buffer)
        {
            int read = inner.Read(buffer);
            int taken = Math.Min(read, 4);
            if (taken == 0)
                return read;
            _tail.AsSpan(taken).CopyTo(_tail);
            buffer.Slice(read - taken, taken).CopyTo(_tail.AsSpan(4 - taken));
            _known = Math.Min(4, _known + taken);
            return read;
        }
    }
}
