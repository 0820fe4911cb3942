using System.Buffers.Binary;

namespace Fleet.Agent.Streaming;

/// <summary>
/// Everything on the wire, from the streaming thread to whoever files it: a ring of bytes with one writer and one reader, no lock and no
/// allocation. When the reader falls behind, lines are dropped and counted; the wire never waits for the log.
/// </summary>
sealed class WireLog(int capacity = 1 << 18)
{
    const int HeadBytes = 11;

    readonly byte[] _ring = new byte[capacity];
    long _written, _read, _dropped;

    /// <summary>Lines that did not fit because the reader was behind.</summary>
    internal long Dropped => Volatile.Read(ref _dropped);

    /// <param name="stamp">Monotonic time of the line, in ticks of the driver's <see cref="TimeProvider"/>.</param>
    internal void Add(bool sent, long stamp, ReadOnlySpan<byte> line)
    {
        int length = Math.Min(line.Length, 1024);
        int needed = HeadBytes + length;
        if (_written - Volatile.Read(ref _read) + needed > _ring.Length)
        {
            Volatile.Write(ref _dropped, _dropped + 1);
            return;
        }
        Span<byte> head = stackalloc byte[HeadBytes];
        BinaryPrimitives.WriteInt64LittleEndian(head, stamp);
        BinaryPrimitives.WriteUInt16LittleEndian(head[8..], (ushort)length);
        head[10] = sent ? (byte)1 : (byte)0;
        Put(_written, head);
        Put(_written + HeadBytes, line[..length]);
        Volatile.Write(ref _written, _written + needed);
    }

    /// <summary>Takes the oldest line. <paramref name="line"/> must hold 1 024 bytes.</summary>
    internal bool Take(Span<byte> line, out int length, out bool sent, out long stamp)
    {
        length = 0;
        sent = false;
        stamp = 0;
        if (Volatile.Read(ref _written) == _read)
            return false;
        Span<byte> head = stackalloc byte[HeadBytes];
        Get(_read, head);
        stamp = BinaryPrimitives.ReadInt64LittleEndian(head);
        length = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        sent = head[10] != 0;
        Get(_read + HeadBytes, line[..length]);
        Volatile.Write(ref _read, _read + HeadBytes + length);
        return true;
    }

    void Put(long position, ReadOnlySpan<byte> bytes)
    {
        int start = (int)(position % _ring.Length);
        int first = Math.Min(bytes.Length, _ring.Length - start);
        bytes[..first].CopyTo(_ring.AsSpan(start));
        bytes[first..].CopyTo(_ring);
    }

    void Get(long position, Span<byte> bytes)
    {
        int start = (int)(position % _ring.Length);
        int first = Math.Min(bytes.Length, _ring.Length - start);
        _ring.AsSpan(start, first).CopyTo(bytes);
        _ring.AsSpan(0, bytes.Length - first).CopyTo(bytes[first..]);
    }
}
