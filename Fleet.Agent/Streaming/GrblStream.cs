using System.Buffers.Text;

namespace Fleet.Agent.Streaming;

/// <summary>
/// Character counting: as many bytes in flight as the controller's receive buffer holds, one answer for each line, in order. Lines that
/// touch the controller's EEPROM travel alone, because it goes deaf while it writes.
/// </summary>
sealed class GrblStream(Conversation conversation)
{
    /// <summary>Shortest useful line is two bytes; the ring of sent lines must hold a whole window.</summary>
    const int MostLines = SentLines.Slots - 8;

    readonly SentLines _sent = new();
    readonly Queue<HostLine> _host = new();
    bool _programEnded, _aloneInFlight, _aloneNext;

    /// <summary>Bytes that may be in flight: one less than the buffer, as a margin.</summary>
    internal int WindowBytes { get; set; } = 127;

    internal RunGauge? Feed { get; set; }

    internal required Action<ReadOnlySpan<byte>, long> Acknowledged { get; init; }

    internal bool AnswerDue => _sent.InFlight > 0;

    internal int InFlight => _sent.InFlight;

    internal bool Drained => _sent.Empty && _host.Count == 0;

    internal bool ProgramEnded => _programEnded && Drained;

    internal HostLine? Head => _sent.HeadHost;

    internal ReadOnlySpan<byte> HeadText => _sent.InFlight > 0 ? _sent.HeadText : default;

    internal long HeadProgramLine => _sent.InFlight > 0 ? _sent.HeadProgramLine : 0;

    /// <summary>When the last line was answered or the wire fell idle.</summary>
    internal long LastAnswerAt { get; private set; }

    internal void Enqueue(HostLine line) => _host.Enqueue(line);

    internal void BeginProgram(RunGauge run)
    {
        _programEnded = false;
        Feed = run;
    }

    internal void Reset(string reason)
    {
        _sent.DropUnsent();
        _sent.Clear(reason);
        while (_host.TryDequeue(out var line))
            line.Abandoned?.Invoke(reason);
        Feed = null;
        _aloneInFlight = _aloneNext = false;
        LastAnswerAt = conversation.Now;
    }

    /// <summary>One line was answered with ok. False when none is in flight.</summary>
    internal bool TakeOk()
    {
        if (_sent.InFlight == 0)
            return false;
        LastAnswerAt = conversation.Now;
        if (_sent.HeadProgramLine > 0)
            Acknowledged(_sent.HeadText, _sent.HeadProgramLine);
        _aloneInFlight = false;
        var host = _sent.Acknowledge();
        host?.Answered?.Invoke(host.Answer);
        return true;
    }

    /// <summary>One line was answered with an error; a host line is told, a program line is the owner's affair.</summary>
    internal void TakeError(string sentence)
    {
        if (_sent.InFlight == 0)
            return;
        LastAnswerAt = conversation.Now;
        _aloneInFlight = false;
        _sent.Acknowledge()?.Abandoned?.Invoke(sentence);
    }

    internal void Pump()
    {
        while (_sent.InFlight < MostLines && !_aloneInFlight)
        {
            if (!_sent.LinesReady && !Prepare())
                return;
            var wire = _sent.CursorWire;
            if (_sent.InFlight > 0 && (_aloneNext || _sent.InFlightBytes + wire.Length > WindowBytes))
                return;
            if (_sent.InFlight == 0)
                LastAnswerAt = conversation.Now;
            conversation.Queue(wire);
            _sent.MoveCursor();
            _aloneInFlight = _aloneNext;
            _aloneNext = false;
        }
    }

    bool Prepare()
    {
        if (_host.TryDequeue(out var host))
        {
            int length = System.Text.Encoding.Latin1.GetBytes(host.Text, _sent.NextText);
            _aloneNext = TouchesMemory(_sent.NextText[..length]);
            _sent.Add(length, programLine: 0, numbered: false, host);
            return true;
        }
        if (Feed is not { } run || _programEnded)
            return false;
        if (!run.Program.Next(_sent.NextText, out int count))
        {
            _programEnded = true;
            return false;
        }
        _aloneNext = TouchesMemory(_sent.NextText[..count]);
        _sent.Add(count, run.Program.Line, numbered: false);
        return true;
    }

    /// <summary>How long the line makes the machine wait: <c>G4 P2.5</c>, seconds. Zero for any other line.</summary>
    internal static TimeSpan Dwell(ReadOnlySpan<byte> text)
    {
        int at = text.IndexOf("G4"u8) is >= 0 and var plain ? plain : text.IndexOf("G04"u8);
        if (at < 0)
            return TimeSpan.Zero;
        int p = text[at..].IndexOf((byte)'P');
        return p > 0 && Utf8Parser.TryParse(text[(at + p + 1)..].TrimStart((byte)' '), out double seconds, out _) && seconds is > 0 and < 1e6
            ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
    }

    /// <summary>$-commands except jogs; G10, G28.1, G30.1 write the EEPROM; G28, G30 and G54 to G59 read it.</summary>
    static bool TouchesMemory(ReadOnlySpan<byte> text)
    {
        if (text[0] == '$')
            return !text.StartsWith("$J"u8);
        for (int at = text.IndexOfAny((byte)'G', (byte)'g'); at >= 0;)
        {
            var rest = text[(at + 1)..];
            if (Utf8Parser.TryParse(rest, out int code, out _) && code is 10 or 28 or 30 or (>= 54 and <= 59))
                return true;
            int next = rest.IndexOfAny((byte)'G', (byte)'g');
            at = next < 0 ? -1 : at + 1 + next;
        }
        return false;
    }
}
