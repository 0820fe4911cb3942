using System.Buffers.Text;

namespace Fleet.Agent.Streaming;

/// <summary>
/// Character counting: as many bytes in flight as the controller's receive buffer holds, one answer for each line, in order. Lines that
/// touch the controller's EEPROM travel alone, because it goes deaf while it writes.
/// </summary>
sealed class GrblStream
{
    /// <summary>Shortest useful line is two bytes; the ring of sent lines must hold a whole window.</summary>
    const int MostLines = SentLines.Slots - 8;

    readonly Conversation _conversation;
    readonly SentLines _sent = new();
    bool _aloneInFlight;

    internal GrblStream(Conversation conversation)
    {
        _conversation = conversation;
        Lines = new GrblSource(_sent);
    }

    /// <summary>What goes next.</summary>
    internal GrblSource Lines { get; }

    /// <summary>Bytes that may be in flight: one less than the buffer, as a margin.</summary>
    internal int WindowBytes { get; set; } = 127;

    internal required Action<ReadOnlySpan<byte>, long> Acknowledged { get; init; }

    internal bool AnswerDue => _sent.InFlight > 0;

    internal int InFlight => _sent.InFlight;

    internal HostLine? Head => _sent.HeadHost;

    internal ReadOnlySpan<byte> HeadText => _sent.InFlight > 0 ? _sent.HeadText : default;

    internal long HeadProgramLine => _sent.InFlight > 0 ? _sent.HeadProgramLine : 0;

    /// <summary>When the last line was answered or the wire fell idle.</summary>
    internal long LastAnswerAt { get; private set; }

    internal void Reset(string reason)
    {
        DropSent(reason);
        Lines.Reset(reason);
    }

    /// <summary>Forgets what was sent or made ready; what waits in the queue stays.</summary>
    internal void DropSent(string reason)
    {
        _sent.DropUnsent();
        DropInFlight(reason);
    }

    /// <summary>The controller threw these lines away and will not answer them: after a reset, or grblHAL's jog cancel.</summary>
    internal void DropInFlight(string reason)
    {
        _sent.Clear(reason);
        _aloneInFlight = Lines.TravelsAlone = false;
        LastAnswerAt = _conversation.Now;
    }

    /// <summary>The person did what the program stopped for; the line counts as done.</summary>
    internal void PassStop()
    {
        if (Lines.StoppedAtLine > 0)
            Acknowledged("M6"u8, Lines.StoppedAtLine);
        Lines.PassStop();
    }

    /// <summary>One line was answered with ok. False when none is in flight.</summary>
    internal bool TakeOk()
    {
        if (_sent.InFlight == 0)
            return false;
        LastAnswerAt = _conversation.Now;
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
        LastAnswerAt = _conversation.Now;
        _aloneInFlight = false;
        _sent.Acknowledge()?.Abandoned?.Invoke(sentence);
    }

    internal void Pump()
    {
        while (_sent.InFlight < MostLines && !_aloneInFlight)
        {
            if (!_sent.LinesReady && !Lines.Prepare())
                return;
            var wire = _sent.CursorWire;
            if (_sent.InFlight > 0 && (Lines.TravelsAlone || _sent.InFlightBytes + wire.Length > WindowBytes))
                return;
            if (_sent.InFlight == 0)
                LastAnswerAt = _conversation.Now;
            _conversation.Queue(wire);
            _sent.MoveCursor();
            _aloneInFlight = Lines.TravelsAlone;
            Lines.TravelsAlone = false;
        }
    }

    /// <summary>
    /// Idle twice, the buffer empty, nothing answered for long, lines still unanswered: an ok, or the line itself, was lost, and nobody can
    /// tell which. A dwell is idle too, for as long as its P says.
    /// </summary>
    internal bool AnswersLost(GrblStatus idle)
    {
        bool bytesWait = idle.FreeBytes >= 0 && idle.FreeBytes < WindowBytes;
        return InFlight > 0 && !bytesWait && _conversation.Since(LastAnswerAt) >= TimeSpan.FromSeconds(3) + Dwell(HeadText);
    }

    /// <summary>How long the line makes the machine wait: <c>G4 P2.5</c>, seconds. Zero for any other line.</summary>
    static TimeSpan Dwell(ReadOnlySpan<byte> text)
    {
        int at = text.IndexOf("G4"u8) is >= 0 and var plain ? plain : text.IndexOf("G04"u8);
        if (at < 0)
            return TimeSpan.Zero;
        int p = text[at..].IndexOf((byte)'P');
        return p > 0 && Utf8Parser.TryParse(text[(at + p + 1)..].TrimStart((byte)' '), out double seconds, out _) && seconds is > 0 and < 1e6
            ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
    }
}
