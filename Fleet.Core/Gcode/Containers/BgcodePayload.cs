using System.Buffers.Binary;

namespace Fleet.Core.Gcode.Containers;

/// <summary>The packed bytes of one block, counted and summed while they are read.</summary>
sealed class BgcodePayload(BgcodeReader reader, long size, uint crc, bool hasChecksum, long blockStart) : ForwardStream
{
    long _left = size;
    uint _crc = crc;

    public override int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(buffer.Length, _left);
        if (wanted == 0)
            return 0;
        int read = reader.ReadFully(buffer[..wanted]);
        if (read < wanted)
            throw new ProgramDamagedException(
                $"The .bgcode file breaks off: the block at byte {blockStart} lacks {_left - read} bytes. Export and upload it again.");
        _left -= read;
        if (hasChecksum)
            _crc = Crc32.Update(_crc, buffer[..read]);
        return read;
    }

    /// <summary>Reads what an unpacker has left over, then the checksum.</summary>
    public void Finish()
    {
        Span<byte> rest = stackalloc byte[512];
        while (_left > 0 && Read(rest) > 0)
        {
        }

        if (!hasChecksum)
            return;
        Span<byte> stored = stackalloc byte[4];
        if (reader.ReadFully(stored) < 4)
            throw new ProgramDamagedException($"The .bgcode file breaks off before the checksum of the block at byte {blockStart}. Export and upload it again.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(stored) != _crc)
            throw new ProgramDamagedException($"The checksum of the block at byte {blockStart} of this .bgcode file is wrong: it was damaged on its way. Upload it again.");
    }
}
