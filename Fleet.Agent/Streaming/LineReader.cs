namespace Fleet.Agent.Streaming;

/// <summary>
/// Cuts what arrives into lines. Accepts CR, LF and NUL as ends and drops empty lines, so CRLF, LFCR and noise give no phantom line.
/// A line longer than 4 096 bytes is cut there and its rest dropped. Never allocates, never throws.
/// </summary>
sealed class LineReader
{
    const int LongestLine = 4096;

    readonly byte[] _partial = new byte[LongestLine];
    int _partialLength;
    bool _discarding;

    /// <summary>Lines that were cut because they did not end.</summary>
    internal int OverlongLines { get; private set; }

    /// <summary>
    /// Takes the next whole line off <paramref name="chunk"/>. False when the chunk is used up; a begun line is kept for the next chunk.
    /// The line is valid until the next call.
    /// </summary>
    internal bool Next(ref ReadOnlySpan<byte> chunk, out ReadOnlySpan<byte> line)
    {
        while (!chunk.IsEmpty)
        {
            int end = chunk.IndexOfAny((byte)'\n', (byte)'\r', (byte)0);
            if (end < 0)
            {
                Keep(chunk);
                chunk = default;
                break;
            }
            var head = chunk[..end];
            chunk = chunk[(end + 1)..];
            if (_discarding)
            {
                _discarding = false;
                _partialLength = 0;
                continue;
            }
            if (_partialLength > 0)
            {
                Keep(head);
                line = _partial.AsSpan(0, _partialLength);
                _partialLength = 0;
                _discarding = false;
                return true;
            }
            if (!head.IsEmpty)
            {
                line = head.Length > LongestLine ? head[..LongestLine] : head;
                return true;
            }
        }
        line = default;
        return false;
    }

    internal void Reset()
    {
        _partialLength = 0;
        _discarding = false;
    }

    void Keep(ReadOnlySpan<byte> part)
    {
        if (_discarding)
            return;
        if (_partialLength + part.Length > LongestLine)
        {
            _discarding = true;
            OverlongLines++;
            return;
        }
        part.CopyTo(_partial.AsSpan(_partialLength));
        _partialLength += part.Length;
    }
}
