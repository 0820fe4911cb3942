using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Fleet.Core.Gcode.Containers;

/// <summary>
/// Prusa's binary G-code: a header of ten bytes, then blocks with a CRC each. Metadata and pictures stand before the first G-code block;
/// the G-code is unpacked while it is read, so a block's size costs no memory.
/// </summary>
sealed class BgcodeReader : ForwardStream
{
    const int MaxPictureBytes = 4 * 1024 * 1024;

    /// <summary>Slicers write some tens of kilobytes.</summary>
    const int MaxMetadataBytes = 512 * 1024;

    readonly Stream _source;
    readonly bool _hasChecksum;
    readonly List<(string Key, string Value)> _metadata = [];
    readonly List<Thumbnail> _thumbnails = [];
    BgcodePayload? _payload;
    Stream? _plain;
    long _offset;
    long _heldBytes;

    BgcodeReader(Stream source)
    {
        _source = source;
        Span<byte> header = stackalloc byte[10];
        if (ReadFully(header) < header.Length)
            throw new ProgramDamagedException("The .bgcode file breaks off in its first ten bytes. Export and upload it again.");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        int checksum = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        if (version != 1)
            throw new ProgramDamagedException($"The .bgcode file has version {version}; only version 1 is known. Export it as plain .gcode.");
        if (checksum > 1)
            throw new ProgramDamagedException($"The .bgcode file uses checksum kind {checksum}; only none and CRC32 are known. Export it as plain .gcode.");
        _hasChecksum = checksum == 1;
    }

    public static OpenedProgram Open(Stream source)
    {
        var reader = new BgcodeReader(source);
        if (!reader.NextGcodeBlock())
            throw new ProgramDamagedException($"The .bgcode file ends after {reader._offset} bytes without any G-code block. Export and upload it again.");
        return new OpenedProgram(reader) { Metadata = reader._metadata, Thumbnails = reader._thumbnails };
    }

    public override int Read(Span<byte> buffer)
    {
        while (_plain is not null)
        {
            int read = _plain.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
                return read;
            _payload!.Finish();
            NextGcodeBlock();
        }

        return 0;
    }

    /// <summary>Goes on to the next G-code block and takes in what stands before it. False at the end of the file.</summary>
    bool NextGcodeBlock()
    {
        Span<byte> header = stackalloc byte[18];
        while (true)
        {
            _plain = null;
            long start = _offset;
            int read = ReadFully(header[..8]);
            if (read == 0)
                return false;
            int type = BinaryPrimitives.ReadUInt16LittleEndian(header);
            int compression = BinaryPrimitives.ReadUInt16LittleEndian(header[2..]);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            if (read < 8 || type > 5 || compression > 3)
                throw new ProgramDamagedException($"The .bgcode file is damaged at byte {start}: there is no known block. Export and upload it again.");
            int length = 8;
            long packedSize = size;
            if (compression != 0)
            {
                Require(header.Slice(8, 4), start);
                packedSize = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
                length = 12;
            }

            int parameterBytes = (BgcodeBlock)type == BgcodeBlock.Thumbnail ? 6 : 2;
            Span<byte> parameters = header.Slice(length, parameterBytes);
            Require(parameters, start);
            uint crc = Crc32.Update(0, header[..(length + parameterBytes)]);
            _payload = new BgcodePayload(this, packedSize, crc, _hasChecksum, start);
            int encoding = BinaryPrimitives.ReadUInt16LittleEndian(parameters);
            Stream unpacked = Unpack(_payload, compression);
            if ((BgcodeBlock)type == BgcodeBlock.Gcode)
            {
                if (encoding > 2)
                    throw new ProgramDamagedException($"The G-code block at byte {start} has encoding {encoding}, which nobody knows here. Export it as plain .gcode.");
                _plain = encoding == 0 ? unpacked : new MeatPackDecoder(unpacked);
                return true;
            }

            Hold((BgcodeBlock)type, unpacked, size);
            _payload.Finish();
        }
    }

    void Hold(BgcodeBlock type, Stream unpacked, long size)
    {
        _heldBytes += size;
        if (size > (type == BgcodeBlock.Thumbnail ? MaxPictureBytes : MaxMetadataBytes) || _heldBytes > 2 * MaxPictureBytes)
            return;
        byte[] data = new byte[size];
        int read = unpacked.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        if (type == BgcodeBlock.Thumbnail)
        {
            if (read == data.Length && Thumbnails.Read(data) is { } picture)
                _thumbnails.Add(picture);
            return;
        }

        // INI: key=value in each line.
        foreach (ReadOnlySpan<char> line in Encoding.UTF8.GetString(data, 0, read).AsSpan().EnumerateLines())
        {
            int equals = line.IndexOf('=');
            if (equals > 0 && _metadata.Count < 4096)
                _metadata.Add((line[..equals].Trim().ToString(), line[(equals + 1)..].Trim().ToString()));
        }
    }

    static Stream Unpack(Stream payload, int compression)
    {
        if (compression == 0)
            return payload;
        if (compression >= 2)
            return new HeatshrinkDecoder(payload, compression == 2 ? 11 : 12);
        var peeked = new PeekedStream(payload);

        // libbgcode writes zlib's header before the deflated bytes; others may not.
        bool zlib = peeked.Head is [var cmf, var flg, ..] && (cmf & 0x0F) == 8 && (cmf << 8 | flg) % 31 == 0;
        return new UnpackingStream(
            zlib ? new ZLibStream(peeked, CompressionMode.Decompress) : new DeflateStream(peeked, CompressionMode.Decompress), ".bgcode file");
    }

    void Require(Span<byte> bytes, long blockStart)
    {
        if (ReadFully(bytes) < bytes.Length)
            throw new ProgramDamagedException($"The .bgcode file breaks off in the block at byte {blockStart}. Export and upload it again.");
    }

    internal int ReadFully(Span<byte> bytes)
    {
        int read = _source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _offset += read;
        return read;
    }
}
