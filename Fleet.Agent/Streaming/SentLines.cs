using System.Buffers.Text;
using Fleet.Core.Gcode;

namespace Fleet.Agent.Streaming;

/// <summary>
/// The lines on their way: every sent line with its number, until long after its ok, so that a resend is served from here. Records live
/// in a ring of fixed size; nothing is allocated after construction.
/// <code>
///   oldest kept ……… head ………… cursor ……………… sent end …… tail
///        acknowledged    | in flight | to send again |  ready  |
/// </code>
/// </summary>
sealed class SentLines
{
    internal const int Slots = 256, LongestText = 480;
    const int SlotBytes = 512;

    readonly byte[] _wire = new byte[Slots * SlotBytes];
    readonly byte[] _packedWire = new byte[Slots * SlotBytes];
    readonly Record[] _records = new Record[Slots];
    long _head, _cursor, _sentEnd, _tail;

    struct Record
    {
        internal long Number, ProgramLine;
        internal int TextStart, TextLength, PlainLength, WireLength;
        internal bool Packed;
        internal HostLine? Host;
    }

    /// <summary>Lines sent and not yet acknowledged.</summary>
    internal int InFlight => (int)(_cursor - _head);

    internal int InFlightBytes { get; private set; }

    /// <summary>There are lines to send that need not be prepared: a resend made them due again, or the window was full.</summary>
    internal bool LinesReady => _cursor < _tail;

    internal bool Empty => _head == _tail;

    /// <summary>The number that the next new line gets.</summary>
    internal long NextNumber { get; set; } = 1;

    /// <summary>The number of the last line that was put on the wire.</summary>
    internal long LastSentNumber => _sentEnd == 0 ? 0 : _records[(_sentEnd - 1) % Slots].Number;

    internal HostLine? HeadHost => _head < _cursor ? _records[_head % Slots].Host : null;

    internal long HeadNumber => _head < _tail ? _records[_head % Slots].Number : NextNumber;

    internal ReadOnlySpan<byte> HeadText => TextOf(_head);

    /// <summary>The line at the cursor as it goes on the wire.</summary>
    internal ReadOnlySpan<byte> CursorWire
    {
        get
        {
            int slot = (int)(_cursor % Slots);
            return (_records[slot].Packed ? _packedWire : _wire).AsSpan(slot * SlotBytes, _records[slot].WireLength);
        }
    }

    /// <summary>The same as people read it, with its line end.</summary>
    internal ReadOnlySpan<byte> CursorPlain => _wire.AsSpan((int)(_cursor % Slots) * SlotBytes, _records[_cursor % Slots].PlainLength);

    /// <summary>New lines are packed with MeatPack, blanks kept.</summary>
    internal bool Packing { get; set; }

    internal long HeadProgramLine => _records[_head % Slots].ProgramLine;

    /// <summary>Room for the text of the next new line; hand its length to <see cref="Add"/>.</summary>
    internal Span<byte> NextText => _wire.AsSpan((int)(_tail % Slots) * SlotBytes + TextOffset, LongestText);

    // "N" and 19 digits and a blank come before the text, "*255\n" after it.
    const int TextOffset = 24;

    /// <summary>Frames the text in <see cref="NextText"/> as the newest line.</summary>
    internal void Add(int textLength, long programLine, bool numbered, HostLine? host = null)
    {
        int slot = (int)(_tail % Slots);
        var bytes = _wire.AsSpan(slot * SlotBytes, SlotBytes);
        long number = host?.FixedNumber ?? NextNumber;
        int start = TextOffset, end = TextOffset + textLength;
        if (numbered)
        {
            Span<byte> prefix = stackalloc byte[TextOffset];
            prefix[0] = (byte)'N';
            Utf8Formatter.TryFormat(number, prefix[1..], out int digits);
            prefix[digits + 1] = (byte)' ';
            start -= digits + 2;
            prefix[..(digits + 2)].CopyTo(bytes[start..]);
            byte sum = 0;
            foreach (byte one in bytes[start..end])
                sum ^= one;
            bytes[end++] = (byte)'*';
            Utf8Formatter.TryFormat(sum, bytes[end..], out int sumDigits);
            end += sumDigits;
            NextNumber = number + 1;
        }
        bytes[end++] = (byte)'\n';
        bytes[start..end].CopyTo(bytes);
        int plain = end - start;
        // A line that is longer packed than the slot is none that a firmware would take.
        bool packed = Packing && MeatPack.MaxPackedBytes(plain) <= SlotBytes;
        _records[slot] = new Record
        {
            Number = numbered ? number : -1,
            ProgramLine = programLine,
            TextStart = TextOffset - start,
            TextLength = textLength,
            PlainLength = plain,
            Packed = packed,
            WireLength = packed ? MeatPack.Pack(bytes[..plain], _packedWire.AsSpan(slot * SlotBytes, SlotBytes), noSpaces: false) : plain,
            Host = host,
        };
        _tail++;
    }

    /// <summary>The line at the cursor is on the wire.</summary>
    internal void MoveCursor()
    {
        InFlightBytes += _records[_cursor % Slots].WireLength;
        _cursor++;
        _sentEnd = Math.Max(_sentEnd, _cursor);
    }

    /// <summary>The oldest line in flight is acknowledged.</summary>
    internal HostLine? Acknowledge()
    {
        ref var record = ref _records[_head % Slots];
        InFlightBytes -= record.WireLength;
        var host = record.Host;
        record.Host = null;
        _head++;
        return host;
    }

    /// <summary>
    /// Makes the line with this number, and all after it, due; lines before it count as received. False when it is not among the kept
    /// lines that were sent.
    /// </summary>
    /// <param name="reach">How many acknowledged lines may be taken back.</param>
    internal bool GoTo(long number, int reach)
    {
        long oldest = Math.Max(Math.Max(0, _tail - Slots + 1), _head - reach);
        long found = number == LastSentNumber + 1 ? _sentEnd : -1;
        for (long at = _sentEnd - 1; at >= oldest && found < 0; at--)
            if (_records[at % Slots].Number == number)
                found = at;
        if (found < 0)
            return false;
        _cursor = found;
        _head = Math.Min(_head, found);
        InFlightBytes = 0;
        for (long at = _head; at < _cursor; at++)
            InFlightBytes += _records[at % Slots].WireLength;
        return true;
    }

    /// <summary>Which line in flight, counted from the oldest, is this one; -1 if none.</summary>
    internal int PositionOf(ReadOnlySpan<byte> text)
    {
        for (long at = _head; at < _cursor; at++)
            if (TextOf(at).SequenceEqual(text))
                return (int)(at - _head);
        return -1;
    }

    /// <summary>Adds a line of the driver's own as the newest.</summary>
    internal void AddOwn(string text, bool numbered)
    {
        int length = System.Text.Encoding.ASCII.GetBytes(text, NextText);
        Add(length, programLine: 0, numbered, new HostLine(text));
    }

    /// <summary>Takes back lines that were added but never sent, or were made due again; the next new line gets the first one's number.</summary>
    internal void DropUnsent()
    {
        for (long at = _tail - 1; at >= _cursor; at--)
        {
            ref var record = ref _records[at % Slots];
            if (record.Number >= 0)
                NextNumber = record.Number;
            record.Host?.Abandoned?.Invoke("The run ended before this line was sent.");
            record.Host = null;
        }
        _tail = _sentEnd = _cursor;
    }

    /// <summary>Gives the lines in flight new numbers, from this one on, and makes them due again.</summary>
    internal void Renumber(long first)
    {
        long end = _tail;
        _cursor = _sentEnd = _tail = _head;
        InFlightBytes = 0;
        NextNumber = first;
        for (long at = _head; at < end; at++)
        {
            var old = _records[at % Slots];
            if (old.Host?.FixedNumber != null)
            {
                // The M110 that was ignored: not worth repeating.
                old.Host.Answered?.Invoke(old.Host.Answer);
                continue;
            }
            TextOf(at).CopyTo(NextText);
            Add(old.TextLength, old.ProgramLine, numbered: true, old.Host);
        }
    }

    /// <summary>Forgets everything in flight; each host line among it is told why.</summary>
    internal void Clear(string reason)
    {
        for (; _head < _tail; _head++)
        {
            ref var record = ref _records[_head % Slots];
            record.Host?.Abandoned?.Invoke(reason);
            record.Host = null;
        }
        _cursor = _sentEnd = _tail;
        InFlightBytes = 0;
    }

    ReadOnlySpan<byte> TextOf(long index)
    {
        ref var record = ref _records[index % Slots];
        return _wire.AsSpan((int)(index % Slots) * SlotBytes + record.TextStart, record.TextLength);
    }
}
