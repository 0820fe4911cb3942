using Fleet.Agent.Drivers;
using Fleet.Core.Gcode;

namespace Fleet.Agent.Streaming;

/// <summary>
/// Lines and oks: which line may go now, which one an <c>ok</c> belongs to, what a resend takes back. Everything here runs on the
/// streaming thread.
/// <para>Rules: a resend takes the stream back to the number it names, with one line in flight until the old place is reached again.
/// The <c>ok</c> that belongs to the resend is swallowed. A missing <c>ok</c> is never guessed: one numbered M105 is sent, and its
/// answer (<c>ok T:</c>, which nothing else gives) proves that every line before it was taken.</para>
/// </summary>
sealed class MarlinStream(Conversation conversation, Desk desk, DriverOptions options)
{
    /// <summary>Oks can be credited early by at most the lines that a firmware holds; a resend may reach back that far and no further.</summary>
    const int Reach = 8;

    /// <summary>Silence on the wire after a resend before lines go out again: stale requests and doubled oks arrive within it.</summary>
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(25), QuietWithoutOk = TimeSpan.FromMilliseconds(500);

    const int StormLimit = 10;

    /// <summary>Firmware counts lines in 32 signed bits; begin anew before they are used up.</summary>
    const long WrapAt = int.MaxValue - 100_000;

    readonly SentLines _sent = new();
    readonly Queue<HostLine> _host = new();

    long _lastEvidence, _quietSince, _wantedNumber = -1, _slowUntil, _stormNumber = -1, _lastLineAt, _lastLine = -1, _lastCreditedLine;
    int _storm, _doubts, _emptyQueues;
    bool _resendOkSeen, _probing, _programEnded, _ignoresM110;

    /// <summary>Lines with number and checksum. Off for firmware that ignores both (Klipper, RepRapFirmware over USB).</summary>
    internal bool Numbered { get; set; }

    /// <summary>ADVANCED_OK: <c>ok N12</c> is for line 12 and no other. Repetier's number is modulo 65 536 and means nothing here.</summary>
    internal bool OksNameTheirLine { get; set; }

    /// <summary>Lines that may be in flight; 1 is ping-pong.</summary>
    internal int WindowLines { get; set; } = 1;

    /// <summary>Bytes that may be in flight: what the receive buffer holds. A single longer line still goes.</summary>
    internal int WindowBytes { get; set; } = 127;

    /// <summary>The program to feed from; null while nothing is fed.</summary>
    internal RunGauge? Feed { get; set; }

    /// <summary>Each acknowledged line of the program, once and in order: its text and its line in the file.</summary>
    internal required Action<ReadOnlySpan<byte>, long> Acknowledged { get; init; }

    /// <summary>Why the stream cannot go on; the owner ends the run. Empty while all is well.</summary>
    internal string Failure { get; private set; } = "";

    internal bool AnswerDue => _sent.InFlight > 0 && _wantedNumber < 0;

    internal bool Drained => _sent.Empty && _host.Count == 0;

    internal bool ProgramEnded => _programEnded && _sent.Empty && _host.Count == 0;

    internal HostLine? Head => _sent.HeadHost;

    internal ReadOnlySpan<byte> HeadText => _sent.InFlight > 0 ? _sent.HeadText : default;

    /// <summary>The number of the next new line.</summary>
    internal long NextNumber { get => _sent.NextNumber; set => _sent.NextNumber = value; }

    internal void Enqueue(HostLine line) => _host.Enqueue(line);

    internal void BeginProgram(RunGauge run)
    {
        _programEnded = false;
        _lastCreditedLine = 0;
        Failure = "";
        Feed = run;
    }

    /// <summary>Forgets lines and doubts; each waiting host line is told why.</summary>
    internal void Reset(string reason)
    {
        _sent.Clear(reason);
        DropHostLines(reason);
        _wantedNumber = _stormNumber = _lastLine = -1;
        _storm = _doubts = _emptyQueues = 0;
        _probing = false;
        _slowUntil = 0;
        Feed = null;
        Failure = "";
        _lastEvidence = conversation.Now;
    }

    internal void DropHostLines(string reason)
    {
        while (_host.TryDequeue(out var line))
            line.Abandoned?.Invoke(reason);
    }

    /// <summary>Forgets lines that were made ready but are not on the wire.</summary>
    internal void DropUnsent() => _sent.DropUnsent();

    /// <summary>Sends a line without number past the window, behind the lines that are on the wire. Not while a resend is open.</summary>
    internal void SendAhead(string text)
    {
        if (_sent.LinesReady || _wantedNumber >= 0)
            return;
        // The emergency parser reads raw bytes: a packed line would pass it unseen.
        bool packing = _sent.Packing;
        _sent.Packing = false;
        _sent.AddOwn(text, numbered: false);
        if (packing)
            conversation.Queue(MeatPack.DisablePacking, default);
        conversation.Queue(_sent.CursorWire);
        if (packing)
            conversation.Queue(MeatPack.EnablePacking, default);
        _sent.MoveCursor();
        _sent.Packing = packing;
    }

    /// <summary>Lines are packed with MeatPack from the next one on.</summary>
    internal bool Packing { get => _sent.Packing; set => _sent.Packing = value; }

    internal void TakeWorking()
    {
        _lastEvidence = conversation.Now;
        _emptyQueues = 0;
    }

    internal void TakeOk(MarlinReply reply)
    {
        _lastEvidence = conversation.Now;
        _emptyQueues = 0;
        if (_wantedNumber >= 0 && (reply.Number < 0 || !OksNameTheirLine))
        {
            // The ok of the resend itself, or a late one of a line before the wanted one.
            if (_resendOkSeen && _sent.InFlight > 0 && _sent.HeadNumber < _wantedNumber)
                Credit();
            _resendOkSeen = true;
            _quietSince = conversation.Now;
            return;
        }
        if (_sent.InFlight == 0)
            return;
        if (reply.Temperatures)
        {
            CreditThroughQuery();
            return;
        }
        if (reply.Number >= 0 && OksNameTheirLine && _sent.HeadNumber >= 0)
        {
            // An ok for a line long credited is a double; one for a later line covers those whose ok was lost.
            while (_sent.InFlight > 0 && _sent.HeadNumber >= 0 && _sent.HeadNumber <= reply.Number)
                Credit();
            return;
        }
        Credit();
    }

    internal void TakeResend(long number)
    {
        _lastEvidence = conversation.Now;
        _lastLine = -1;
        desk.Resends++;
        if (number < 0 || !Numbered)
            return;
        bool repeatedAtOnce = _wantedNumber == number;
        _resendOkSeen &= repeatedAtOnce;
        _wantedNumber = number;
        _quietSince = conversation.Now;
        _probing = false;
        if (repeatedAtOnce)
            return;
        _storm = number == _stormNumber ? _storm + 1 : 1;
        _stormNumber = number;
        if (_storm > StormLimit)
            Failure = $"The printer asked {StormLimit} times for line {number} and never took it. Check the USB cable and its shielding.";
    }

    /// <summary>An error named the last good line; a Resend normally follows at once.</summary>
    internal void TakeLastLine(long number)
    {
        _lastEvidence = conversation.Now;
        _lastLine = number;
        _lastLineAt = conversation.Now;
    }

    /// <summary><c>wait</c>: the firmware has nothing to do. Twice while an ok is due, and the ok or the line is lost.</summary>
    internal void TakeQueueEmpty() => _emptyQueues++;

    /// <returns>Milliseconds that a quiet wait may last.</returns>
    internal int Tick()
    {
        if (_lastLine >= 0 && _wantedNumber < 0 && conversation.Since(_lastLineAt) > TimeSpan.FromSeconds(1))
        {
            TakeResend(_lastLine + 1);
            _resendOkSeen = true;
        }
        if (_wantedNumber >= 0)
        {
            // Automatic reports may come at any rate; only oks and requests count as noise here.
            var quiet = conversation.Since(_quietSince);
            var needed = _resendOkSeen ? Quiet : QuietWithoutOk;
            if (quiet >= needed)
                TakeBack();
            else
                return Math.Max(1, (int)(needed - quiet).TotalMilliseconds);
        }
        if (_sent.InFlight == 0)
            return 200;
        CheckOverdue();
        return 200;
    }

    internal void Pump()
    {
        if (_wantedNumber >= 0 || Failure.Length > 0)
            return;
        int lines = _sent.HeadNumber <= _slowUntil && _slowUntil > 0 ? 1 : WindowLines;
        while (_sent.InFlight < lines)
        {
            if (!_sent.LinesReady && !Prepare())
                return;
            var wire = _sent.CursorWire;
            if (_sent.InFlight > 0 && _sent.InFlightBytes + wire.Length > WindowBytes)
                return;
            if (_sent.InFlight == 0)
                _lastEvidence = conversation.Now;
            conversation.Queue(wire, _sent.CursorPlain);
            _sent.MoveCursor();
        }
    }

    bool Prepare()
    {
        if (_host.TryPeek(out var host))
        {
            // A line under a number of its own, or with none, must not share the wire with numbered ones.
            if ((host.FixedNumber != null || host.Bare) && _sent.InFlight > 0)
                return false;
            _host.Dequeue();
            int length = System.Text.Encoding.Latin1.GetBytes(host.Text, _sent.NextText);
            _sent.Add(length, programLine: 0, Numbered && !host.Bare, host);
            return true;
        }
        if (Numbered && _sent.NextNumber >= WrapAt && !_ignoresM110)
        {
            _host.Enqueue(new HostLine("M110 N0") { FixedNumber = 0 });
            return Prepare();
        }
        if (Feed is not { } run || _programEnded)
            return false;
        while (run.Program.Next(_sent.NextText, out int count))
        {
            var text = _sent.NextText[..count];
            // Line numbers are ours: a program's own M110 would break them.
            if (text.StartsWith("M110"u8))
                continue;
            _sent.Add(count, run.Program.Line, Numbered);
            return true;
        }
        _programEnded = true;
        return false;
    }

    void Credit()
    {
        long line = _sent.HeadProgramLine;
        if (line > _lastCreditedLine)
        {
            _lastCreditedLine = line;
            Acknowledged(_sent.HeadText, line);
        }
        var host = _sent.Acknowledge();
        _probing &= host == null || host.Text != "M105";
        _doubts = 0;
        if (_sent.HeadNumber > _stormNumber)
            _storm = 0;
        host?.Answered?.Invoke(host.Answer);
    }

    /// <summary><c>ok T:</c> is the answer to M105 alone: everything before the oldest M105 in flight was taken too.</summary>
    void CreditThroughQuery()
    {
        int position = _sent.PositionOf("M105"u8);
        for (int i = 0; i <= position; i++)
            Credit();
    }

    void TakeBack()
    {
        long number = _wantedNumber, head = _sent.HeadNumber, last = _sent.LastSentNumber;
        _wantedNumber = -1;
        _lastEvidence = conversation.Now;
        if (_sent.GoTo(number, Reach))
        {
            _slowUntil = Math.Max(_slowUntil, last);
            return;
        }
        if (number > last && _lastCreditedLine == 0)
        {
            // The firmware ignored M110 and goes on from its own number; nothing of this program ran yet, so its count is as good as ours.
            _ignoresM110 = true;
            _sent.Renumber(number);
            return;
        }
        // A number that cannot be: garbled, or the firmware lost its place. Offer the line that is due once more and hear what it says.
        if (++_doubts <= 2)
        {
            _sent.GoTo(head, 0);
            return;
        }
        Failure = number > last
            ? $"The printer asks for line {number}, which was never sent (the last was {last}). It may have lost its place; check the part and start again."
            : $"The printer asks for line {number} again, which it had acknowledged long ago (it is at {head}). It may have restarted; check it and start again.";
    }

    void CheckOverdue()
    {
        bool queueEmpty = _emptyQueues >= 2;
        if (!_probing && Numbered && (queueEmpty || conversation.Since(_lastEvidence) > options.AckOverdue))
        {
            _emptyQueues = 0;
            _lastEvidence = conversation.Now;
            // While lines are due again, the next of them is the question; its answer tells as much.
            if (!_sent.LinesReady)
            {
                _probing = true;
                _sent.AddOwn("M105", numbered: true);
            }
            conversation.Queue(_sent.CursorWire, _sent.CursorPlain);
            _sent.MoveCursor();
        }
        var limit = IsLong(HeadText) ? options.SilenceInLongCommands : options.Silence;
        if (conversation.Since(Math.Max(conversation.LastByteAt, _lastEvidence)) > limit)
            throw Conversation.GiveUp($"The machine has not said a word for {limit.TotalSeconds:0} s although an answer is due. Check its power and cable.");
        // Reports may go on while the part that takes commands is dead.
        if (conversation.Since(_lastEvidence) > 3 * options.SilenceInLongCommands)
            throw Conversation.GiveUp($"The machine reports temperatures but has taken no command for {3 * options.SilenceInLongCommands.TotalMinutes:0} min. Switch it off and on.");
    }

    /// <summary>Commands that old firmware executes without a sign of life for minutes.</summary>
    static bool IsLong(ReadOnlySpan<byte> text) =>
        text.StartsWith("G28"u8) || text.StartsWith("G29"u8) || text.StartsWith("G4"u8) || text.StartsWith("G30"u8) || text.StartsWith("G32"u8)
        || text.StartsWith("G34"u8) || text.StartsWith("G76"u8) || text.StartsWith("G80"u8) || text.StartsWith("M109"u8)
        || text.StartsWith("M190"u8) || text.StartsWith("M191"u8) || text.StartsWith("M400"u8) || text.StartsWith("M600"u8)
        || text.StartsWith("M0"u8) || text.StartsWith("M1 "u8) || text.StartsWith("M226"u8) || text.StartsWith("M303"u8);
}
