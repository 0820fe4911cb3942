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
sealed class MarlinStream
{
    /// <summary>Oks can be credited early by at most the lines that a firmware holds; a resend may reach back that far and no further.</summary>
    const int Reach = 8;

    /// <summary>Below this number a restarted firmware could be taken for one that lost nothing.</summary>
    const long ProvableFrom = 16;

    /// <summary>Silence on the wire after a resend before lines go out again: stale requests and doubled oks arrive within it.</summary>
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(25), QuietWithoutOk = TimeSpan.FromMilliseconds(500);

    /// <summary>Firmware counts lines in 32 signed bits; begin anew before they are used up.</summary>
    const long WrapAt = int.MaxValue - 100_000;

    readonly Conversation _conversation;
    readonly Desk _desk;
    readonly EvidenceWatch _evidence;
    readonly SentLines _sent;
    readonly ResendWatch _resend = new();

    long _slowUntil, _lastLineAt, _lastLine = -1, _lastCreditedLine;
    int _doubts;
    bool _probing, _ignoresM110;
    string? _ahead;

    internal MarlinStream(Conversation conversation, Desk desk, DriverOptions options)
    {
        (_conversation, _desk) = (conversation, desk);
        _evidence = new EvidenceWatch(conversation, options);
        _sent = new SentLines();
        Lines = new MarlinSource(_sent);
    }

    /// <summary>What goes next.</summary>
    internal MarlinSource Lines { get; }

    /// <summary>ADVANCED_OK: <c>ok N12</c> is for line 12 and no other. Repetier's number is modulo 65 536 and means nothing here.</summary>
    internal bool OksNameTheirLine { get; set; }

    /// <summary>Lines that may be in flight; 1 is ping-pong.</summary>
    internal int WindowLines { get; set; } = 1;

    /// <summary>Bytes that may be in flight: what the receive buffer holds. A single longer line still goes.</summary>
    internal int WindowBytes { get; set; } = 127;

    /// <summary>Each acknowledged line of the program, once and in order: its text and its line in the file.</summary>
    internal required Action<ReadOnlySpan<byte>, long> Acknowledged { get; init; }

    /// <summary>Why the stream cannot go on; the owner ends the run. Empty while all is well.</summary>
    internal string Failure { get; private set; } = "";

    internal bool AnswerDue => _sent.InFlight > 0 && !_resend.Open;

    internal HostLine? Head => _sent.HeadHost;

    internal ReadOnlySpan<byte> HeadText => _sent.InFlight > 0 ? _sent.HeadText : default;

    /// <summary>The number of the next new line.</summary>
    internal long NextNumber { get => _sent.NextNumber; set => _sent.NextNumber = value; }

    /// <summary>Lines are packed with MeatPack from the next one on.</summary>
    internal bool Packing { get => _sent.Packing; set => _sent.Packing = value; }

    internal void BeginProgram(RunGauge run)
    {
        _lastCreditedLine = 0;
        Failure = "";
        Lines.BeginProgram(run);
    }

    /// <summary>Forgets lines and doubts; each waiting host line is told why.</summary>
    internal void Reset(string reason)
    {
        _sent.Clear(reason);
        Lines.Reset(reason);
        _resend.Reset();
        _lastLine = -1;
        _doubts = 0;
        _probing = Proving = false;
        _slowUntil = 0;
        _ahead = null;
        Failure = "";
        _evidence.Seen();
    }

    /// <summary>Forgets lines that were made ready but are not on the wire.</summary>
    internal void DropUnsent() => _sent.DropUnsent();

    /// <summary>The person did what the program stopped for.</summary>
    internal void PassStop()
    {
        if (Lines.StoppedAtLine > 0)
            Acknowledged("M0"u8, Lines.StoppedAtLine);
        Lines.PassStop();
    }

    /// <summary>Sends a line without number past the window, behind the lines that are on the wire; while a resend is open, right after it.</summary>
    internal void SendAhead(string text)
    {
        if (_sent.LinesReady || _resend.Open)
        {
            _ahead = text;
            return;
        }
        // The emergency parser reads raw bytes: a packed line would pass it unseen.
        bool packing = _sent.Packing;
        _sent.Packing = false;
        _sent.AddOwn(text, numbered: false);
        if (packing)
            _conversation.Queue(MeatPack.DisablePacking, default);
        _conversation.Queue(_sent.CursorWire);
        if (packing)
            _conversation.Queue(MeatPack.EnablePacking, default);
        _sent.MoveCursor();
        _sent.Packing = packing;
    }

    /// <summary><c>busy</c>, a heating report: it works, and says so.</summary>
    internal void TakeWorking() => _evidence.Seen();

    internal void TakeQueueEmpty() => _evidence.QueueIsEmpty();

    internal void TakeOk(MarlinReply reply)
    {
        _evidence.Seen();
        if (_resend.Open && (reply.Number < 0 || !OksNameTheirLine))
        {
            // The ok of the resend itself, or a late one of a line before the wanted one.
            if (_resend.OkSeen && _sent.InFlight > 0 && _sent.HeadNumber < _resend.Wanted)
                Credit();
            _resend.TakeOk(_conversation.Now);
            return;
        }
        if (_sent.InFlight == 0)
            return;
        EndProof();
        if (reply.Temperatures)
            CreditThroughQuery();
        else if (reply.Number >= 0 && OksNameTheirLine && _sent.HeadNumber >= 0)
            // An ok for a line long credited is a double; one for a later line covers those whose ok was lost.
            while (_sent.InFlight > 0 && _sent.HeadNumber >= 0 && _sent.HeadNumber <= reply.Number)
                Credit();
        else
            Credit();
    }

    internal void TakeResend(long number)
    {
        _evidence.Seen();
        _lastLine = -1;
        _desk.Resends++;
        if (number < 0 || !Lines.Numbered)
            return;
        if (Proving && number < _sent.HeadNumber)
        {
            Failure = $"The printer was restarted while the link was gone: it wants line {number}, and line {_sent.HeadNumber} is due.";
            return;
        }
        EndProof();
        _resend.Take(number, _conversation.Now);
        _probing = false;
        Failure = _resend.Verdict;
    }

    /// <summary>An error named the last good line; a Resend normally follows at once.</summary>
    internal void TakeLastLine(long number)
    {
        _evidence.Seen();
        _lastLine = number;
        _lastLineAt = _conversation.Now;
    }

    /// <returns>Milliseconds that a quiet wait may last.</returns>
    internal int Tick()
    {
        if (_lastLine >= 0 && !_resend.Open && _conversation.Since(_lastLineAt) > TimeSpan.FromSeconds(1))
        {
            TakeResend(_lastLine + 1);
            _resend.ExpectNoOk();
        }
        if (_resend.Open)
        {
            // Automatic reports may come at any rate; only oks and requests count as noise here.
            var needed = _resend.OkSeen ? Quiet : QuietWithoutOk;
            var left = needed - _conversation.Since(_resend.QuietSince);
            if (left > TimeSpan.Zero)
                return Math.Max(1, (int)left.TotalMilliseconds);
            TakeBack();
        }
        if (_sent.InFlight > 0)
        {
            if (!_probing && Lines.Numbered && _evidence.QuestionDue)
                AskWhereItIs();
            _evidence.CheckSilence(HeadText);
        }
        return 200;
    }

    internal void Pump()
    {
        if (_resend.Open || Proving || Failure.Length > 0)
            return;
        if (_ahead is { } ahead && !_sent.LinesReady)
        {
            _ahead = null;
            SendAhead(ahead);
        }
        int lines = _sent.HeadNumber <= _slowUntil && _slowUntil > 0 ? 1 : WindowLines;
        while (_sent.InFlight < lines)
        {
            if (!_sent.LinesReady && !Prepare())
                return;
            var wire = _sent.CursorWire;
            if (_sent.InFlight > 0 && _sent.InFlightBytes + wire.Length > WindowBytes)
                return;
            if (_sent.InFlight == 0)
                _evidence.Seen();
            _conversation.Queue(wire, _sent.CursorPlain);
            _sent.MoveCursor();
        }
    }

    /// <summary>A lost link may come back to this firmware, and its own line counter would then prove which lines it took.</summary>
    internal bool Provable => Lines.Numbered && Lines.Feed != null && !_ignoresM110 && _sent.HeadNumber > ProvableFrom && Failure.Length == 0;

    /// <summary>The link came back and nothing has told yet which lines arrived. Nothing is fed meanwhile.</summary>
    internal bool Proving { get; private set; }

    internal void BeginProof() => Proving = true;

    /// <summary>
    /// Puts the question past the window: one line under the next number is accepted, or the firmware names the line that it wants. While
    /// lines are due again, the next of them is the question; its answer tells as much as M105's.
    /// </summary>
    internal void AskWhereItIs()
    {
        _evidence.Seen();
        if (!_sent.LinesReady)
        {
            _probing = true;
            _sent.AddOwn("M105", numbered: true);
        }
        _conversation.Queue(_sent.CursorWire, _sent.CursorPlain);
        _sent.MoveCursor();
    }

    void EndProof()
    {
        if (!Proving)
            return;
        Proving = false;
        _slowUntil = _sent.LastSentNumber;
    }

    /// <summary>The counter is set back before the firmware's overflows.</summary>
    bool Prepare()
    {
        if (Lines.Numbered && _sent.NextNumber >= WrapAt && !_ignoresM110 && !Lines.HostLinesWait)
            Lines.Enqueue(new HostLine("M110 N0") { FixedNumber = 0 });
        return Lines.Prepare();
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
        _resend.Acknowledged(_sent.HeadNumber);
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
        long number = _resend.Close(), head = _sent.HeadNumber, last = _sent.LastSentNumber;
        _evidence.Seen();
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
}
