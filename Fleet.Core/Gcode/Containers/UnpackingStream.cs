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
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new ProgramDamagedException(
                $"The {what} is damaged or incomplete after {_given} bytes of unpacked program. Export and upload it again.", fault);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            unpacker.Dispose();
        base.Dispose(disposing);
    }
}
