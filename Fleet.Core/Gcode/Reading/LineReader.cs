using System.Runtime.CompilerServices;

namespace Fleet.Core.Gcode.Reading;

/// <summary>
/// Lines out of a stream through one fixed buffer; nothing is allocated per line. Ends are LF, CRLF or a lone CR. A line longer than
/// <see cref="MaxLineBytes"/> is given shortened, and its rest is skipped: no firmware and no comment of interest is that long.
/// </summary>
sealed unsafe class LineReader
{
    public const int MaxLineBytes = 64 * 1024;

    // Big enough that the refill's copy does not count, small enough to stay in the second-level cache.
    const int BufferBytes = 256 * 1024;

    readonly Stream _stream;
    readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes + LineParser.Padding, pinned: true);
    readonly byte* _start;
    int _at;
    int _filled;
    bool _ended;
    bool _skipping;

    public LineReader(Stream stream)
    {
        _stream = stream;
        _start = (byte*)Unsafe.AsPointer(ref _buffer[0]);
        Refill();
    }

    /// <summary>Number of the line given last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Offset of the line given last.</summary>
    public long LineOffset { get; private set; }

    /// <summary>Offset of the line that comes next.</summary>
    public long Offset { get; private set; }

    /// <summary>Lines that were longer than the limit.</summary>
    public long ShortenedLines { get; private set; }

    /// <summary>What is in the buffer and not yet given; to look at the head of the program.</summary>
    public ReadOnlySpan<byte> Ahead => _buffer.AsSpan(_at, _filled - _at);

    public void StartAt(long line, long offset)
    {
        Line = line - 1;
        Offset = offset;
    }

    /// <summary>The next line without its end; at least <see cref="LineParser.Padding"/> readable bytes follow it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(out byte* line, out int length)
    {
        int found = new ReadOnlySpan<byte>(_start + _at, _filled - _at).IndexOfAny((byte)'\n', (byte)'\r');
        if (found >= 0 && !_skipping && _at + found + 1 < _filled)
        {
            line = _start + _at;
            length = found;
            int taken = found + 1;
            if (line[found] == '\r' && line[found + 1] == '\n')
                taken++;
            _at += taken;
            Line++;
            LineOffset = Offset;
            Offset += taken;
            return true;
        }

        return TryReadSlowly(out line, out length);
    }

    /// <summary>The line reaches to the end of what is in the buffer, or beyond.</summary>
    bool TryReadSlowly(out byte* line, out int length)
    {
        while (true)
        {
            int available = _filled - _at;
            int found = new ReadOnlySpan<byte>(_start + _at, available).IndexOfAny((byte)'\n', (byte)'\r');
            bool needsMore = found < 0 ? available < MaxLineBytes : found + 1 == available;
            if (needsMore && !_ended)
            {
                Refill();
                continue;
            }

            line = _start + _at;
            length = found >= 0 ? found : Math.Min(available, MaxLineBytes);
            if (available == 0)
                return false;
            int taken = length;
            if (found >= 0)
                taken += line[found] == '\r' && found + 1 < available && line[found + 1] == '\n' ? 2 : 1;
            _at += taken;
            bool continuesSkipped = _skipping;
            bool complete = found >= 0 || (_ended && _at == _filled);
            if (!continuesSkipped)
            {
                Line++;
                LineOffset = Offset;
                if (!complete)
                    ShortenedLines++;
            }

            Offset += taken;
            _skipping = !complete;
            if (!continuesSkipped)
                return true;
        }
    }

    void Refill()
    {
        int rest = _filled - _at;
        if (_at > 0)
            Buffer.BlockCopy(_buffer, _at, _buffer, 0, rest);
        _at = 0;
        _filled = rest;
        while (!_ended && _filled < BufferBytes)
        {
            int read = _stream.Read(_buffer, _filled, BufferBytes - _filled);
            _ended = read == 0;
            _filled += read;
            if (_filled >= MaxLineBytes * 2)
                break;
        }

        _buffer.AsSpan(_filled, LineParser.Padding).Clear();
    }
}
