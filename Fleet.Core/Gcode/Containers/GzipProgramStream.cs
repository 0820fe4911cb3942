using System.IO.Compression;

namespace Fleet.Core.Gcode.Containers;

/// <summary>Gzip with its faults as sentences. .NET ends a truncated member silently, so the trailer's length is compared.</summary>
sealed class GzipProgramStream(Stream inner) : Stream
{
    readonly GZipStream _gzip = new(inner, CompressionMode.Decompress, leaveOpen: true);
    long _given;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int read = _gzip.Read(buffer);
            _given += read;
            return read;
        }
        catch (InvalidDataException fault)
        {
            throw new ProgramDamagedException(
                $"The gzip file is damaged after {_given} bytes of unpacked program. Compress and upload it again.", fault);
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gzip.Dispose();
        base.Dispose(disposing);
    }
}
