using System.IO.Compression;

namespace Fleet.Core.Gcode.Containers;

/// <summary>A library's decompressor with its faults as sentences.</summary>
/// <param name="what">For instance "gzip file"; stands in the sentence.</param>
sealed class UnpackingStream(Stream unpacker, string what) : ForwardStream
{
    long _given;

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int read = unpacker.Read(buffer);
            _given += read;
            return read;
        }
        catch (Exception fault) when (IsDamage(fault))
        {
            throw new ProgramDamagedException(
                $"The {what} is damaged or incomplete after {_given} bytes of unpacked program. Export and upload it again.", fault);
        }
    }

    /// <summary>Also the library's own kind of IOException, which is not public; those of a broken disk pass through.</summary>
    static bool IsDamage(Exception fault) =>
        fault is InvalidDataException or EndOfStreamException or NotSupportedException || fault.GetType().Assembly == typeof(DeflateStream).Assembly;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            unpacker.Dispose();
        base.Dispose(disposing);
    }
}
