namespace Fleet.Core.Gcode.Containers;

/// <summary>
/// Heatshrink: bits, highest first. 1 and eight bits: a literal. 0, <c>window</c> bits of distance − 1 and four bits of length − 1: bytes
/// again from the last 2^window ones.
/// </summary>
sealed class HeatshrinkDecoder : ForwardStream
{
    const int LookaheadBits = 4;

    readonly Stream _packed;
    readonly int _windowBits;
    readonly byte[] _window;
    readonly byte[] _input = new byte[4096];
    int _inputAt, _inputLength;
    uint _bits;
    int _bitCount;
    int _head;
    int _copyDistance, _copyLength;
    byte _literal;

    /// <param name="windowBits">11 or 12 in bgcode.</param>
    public HeatshrinkDecoder(Stream packed, int windowBits)
    {
        _packed = packed;
        _windowBits = windowBits;
        _window = new byte[1 << windowBits];
    }

    public override int Read(Span<byte> buffer)
    {
        int mask = _window.Length - 1;
        int written = 0;
        while (written < buffer.Length)
        {
            if (_copyLength == 0 && !TryNext())
                break;
            byte next = _copyLength == 0 ? _literal : _window[(_head - _copyDistance) & mask];
            if (_copyLength > 0)
                _copyLength--;
            buffer[written++] = next;
            _window[_head] = next;
            _head = (_head + 1) & mask;
        }

        return written;
    }

    /// <summary>Takes in a literal, or a distance and a length. False at the end.</summary>
    bool TryNext()
    {
        if (!TryBits(1, out uint isLiteral))
            return false;
        if (isLiteral == 1)
        {
            bool whole = TryBits(8, out uint value);
            _literal = (byte)value;
            return whole;
        }

        if (!TryBits(_windowBits, out uint distance) || !TryBits(LookaheadBits, out uint length))
            return false;
        _copyDistance = (int)distance + 1;
        _copyLength = (int)length + 1;
        return true;
    }

    /// <summary>False when the input ends; the last byte's filling bits end there too.</summary>
    bool TryBits(int count, out uint value)
    {
        while (_bitCount < count)
        {
            if (_inputAt == _inputLength)
            {
                _inputLength = _packed.Read(_input, 0, _input.Length);
                _inputAt = 0;
                if (_inputLength == 0)
                {
                    value = 0;
                    return false;
                }
            }

            _bits = _bits << 8 | _input[_inputAt++];
            _bitCount += 8;
        }

        _bitCount -= count;
        value = _bits >> _bitCount & ((1u << count) - 1);
        return true;
    }
}
