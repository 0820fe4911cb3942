using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fleet.Core.Gcode.Reading;

/// <summary>
/// Lines out of a stream through one fixed buffer; nothing is allocated per line. Ends are LF or CRLF, or a lone CR in a program without
/// any LF. A line longer than <see cref="MaxLineBytes"/> is given shortened and its rest skipped: no firmware takes such a line.
/// </summary>
sealed unsafe class LineReader
{
    public const int MaxLineBytes = 64 * 1024;

    // Small enough to stay in the second-level cache, big enough that moving a line's rest to the front does not count.
    const int BufferBytes = 256 * 1024;

    const int BlockBytes = 32;

    readonly Stream _stream;
    readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes + LineParser.Padding + BlockBytes, pinned: true);
    readonly byte* _start;
    readonly Vector256<byte> _lineEnd;
    long _bufferOffset;
    int _at;
    int _filled;

    /// <summary>Line ends in the block before <see cref="_scanned"/> that are not used up, one bit each.</summary>
    uint _ends;
    int _scanned;
    bool _ended;
    bool _skipping;

    public LineReader(Stream stream)
    {
        _stream = stream;
        _start = (byte*)Unsafe.AsPointer(ref _buffer[0]);
        Refill();
        bool lonelyReturns = Ahead.IndexOf((byte)'\n') < 0 && Ahead.IndexOf((byte)'\r') >= 0;
        _lineEnd = Vector256.Create(lonelyReturns ? (byte)'\r' : (byte)'\n');
    }

    /// <summary>Number of the line given last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Offset of the line given last.</summary>
    public long LineOffset { get; private set; }

    /// <summary>Offset of the line that comes next.</summary>
    public long Offset => _bufferOffset + _at;

    /// <summary>Lines that were longer than the limit.</summary>
    public long ShortenedLines { get; private set; }

    /// <summary>What is in the buffer and not yet given; to look at the head of the program.</summary>
    public ReadOnlySpan<byte> Ahead => _buffer.AsSpan(_at, _filled - _at);

    public void StartAt(long line, long offset)
    {
        Line = line - 1;
        _bufferOffset = offset - _at;
    }

    /// <summary>The next line without its end; at least <see cref="LineParser.Padding"/> readable bytes follow it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(out byte* line, out int length)
    {
        while (_ends == 0)
        {
            if (_scanned >= _filled)
                return TryReadRest(out line, out length);
            _ends = Vector256.Equals(Vector256.Load(_start + _scanned), _lineEnd).ExtractMostSignificantBits();
            _scanned += BlockBytes;
        }

        int end = _scanned - BlockBytes + BitOperations.TrailingZeroCount(_ends);
        _ends &= _ends - 1;
        line = _start + _at;
        length = end - _at;
        LineOffset = _bufferOffset + _at;
        _at = end + 1;
        if (_skipping || length > MaxLineBytes)
            return TryReadLong(out line, ref length);
        if (length > 0 && line[length - 1] == '\r')
            length--;
        Line++;
        return true;
    }

    /// <summary>The end of a line that was given shortened already, or a whole line above the limit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    bool TryReadLong(out byte* line, ref int length)
    {
        if (_skipping)
        {
            _skipping = false;
            return TryRead(out line, out length);
        }

        line = _start + _at - length - 1;
        length = MaxLineBytes;
        ShortenedLines++;
        Line++;
        return true;
    }

    /// <summary>No line end in the rest of the buffer: more is read, or the rest is the last line.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    bool TryReadRest(out byte* line, out int length)
    {
        int rest = _filled - _at;
        line = _start + _at;
        length = Math.Min(rest, MaxLineBytes);
        if (!_ended && (rest < MaxLineBytes || _skipping))
        {
            if (_skipping)
                _at = _filled;
            Refill();
            return TryRead(out line, out length);
        }

        if (rest == 0 || _skipping)
            return false;
        LineOffset = Offset;
        Line++;
        _at = _filled;
        _scanned = _filled;
        if (!_ended)
        {
            _skipping = true;
            ShortenedLines++;
        }
        else if (length > 0 && line[length - 1] == '\r')
            length--;
        return true;
    }

    void Refill()
    {
        int rest = _filled - _at;
        if (_at > 0)
            Buffer.BlockCopy(_buffer, _at, _buffer, 0, rest);
        _bufferOffset += _at;
        _at = 0;
        _filled = rest;
        _scanned = 0;
        _ends = 0;
        while (!_ended && _filled < BufferBytes)
        {
            int read = _stream.Read(_buffer, _filled, BufferBytes - _filled);
            _ended = read == 0;
            _filled += read;
        }

        // A block that is scanned past the end must hold no old line ends, and a number no old digits.
        _buffer.AsSpan(_filled, LineParser.Padding + BlockBytes).Clear();
    }
}
