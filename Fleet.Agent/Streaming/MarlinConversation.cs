using System.Text;
using Fleet.Agent.Drivers;
using Fleet.Agent.Links;
using Fleet.Core.Gcode;

namespace Fleet.Agent.Streaming;

/// <summary>
/// The language of Marlin and its relatives: greet, stream, and never leave the machine hot and alone. Runs on the streaming thread.
/// </summary>
sealed class MarlinConversation : Conversation
{
    static readonly TimeSpan GreetingQuiet = TimeSpan.FromSeconds(1), HandshakeRetry = TimeSpan.FromSeconds(2), LongestGreeting = TimeSpan.FromSeconds(8);
    const int HandshakeAttempts = 4;

    readonly MarlinStream _stream;
    readonly MarlinRuns _runs;
    MarlinFirmware _firmware = new();
    bool _greeted, _identified;
    int _attempts;
    long _handshakeAt, _greetingAt, _polledAt, _packingAskedAt;

    internal MarlinConversation(ILink link, Desk desk, Profile profile, DriverOptions options) : base(link, desk, profile, options)
    {
        MarlinRuns? runs = null;
        _stream = new MarlinStream(this, desk, options) { Acknowledged = (text, line) => runs!.Acknowledged(text, line) };
        _runs = runs = new MarlinRuns(this, _stream, desk, profile);
    }

    protected override bool Hot => _stream.AnswerDue;

    /// <summary>First the end of whatever half line is on the wire; with MeatPack also the end of packing, for the emergency parser reads raw bytes.</summary>
    protected override ReadOnlySpan<byte> EmergencyBytes => _stream.Packing ? PackedEmergency : "\nM112\n"u8;

    static ReadOnlySpan<byte> PackedEmergency => [0xFF, 0xFF, 0xFA, (byte)'\n', (byte)'M', (byte)'1', (byte)'1', (byte)'2', (byte)'\n'];

    internal bool Has(string capability) => _firmware.Has(capability);

    protected override void Begin()
    {
        if (Desk.Newest.State != DriverState.Fault)
            Desk.Publish(DriverState.Connecting);
        _greetingAt = Now;
    }

    protected override int Tick()
    {
        if (_identified)
        {
            if (_packingAskedAt != 0 && Since(_packingAskedAt) > TimeSpan.FromSeconds(1))
            {
                Queue(MeatPack.DisablePacking, default);
                TakePackingAnswer(default);
            }
            Poll();
            int wait = _stream.Tick();
            if (_stream.Failure.Length > 0)
                _runs.Fail(_stream.Failure);
            _runs.Tick();
            return wait;
        }
        // After a greeting wait until it is all out; without one, a board that resets on opening may still be in its bootloader.
        var quietNeeded = _greeted ? GreetingQuiet : TimeSpan.FromSeconds(Profile.Link.ResetsOnOpen && Link.HasModemLines ? 3 : 0.25);
        if (_attempts == 0)
        {
            if (Since(_greeted ? Math.Max(_greetingAt, LastByteAt) : _greetingAt) >= quietNeeded || Since(_greetingAt) > LongestGreeting)
                AskWhoItIs();
            return 50;
        }
        if (Since(_handshakeAt) >= HandshakeRetry)
        {
            if (_attempts >= HandshakeAttempts)
                throw GiveUp(Desk.Newest.State == DriverState.Fault
                    ? Desk.Newest.Reason
                    : $"Nothing on {Link.Name} answers like a printer. Check that it is switched on and that the baud rate is right.");
            AskWhoItIs();
        }
        return 50;
    }

    protected override void Pump() => _stream.Pump();

    protected override void TakeLine(ReadOnlySpan<byte> line)
    {
        var reply = MarlinReplyReader.Read(line);
        switch (reply.Kind)
        {
            case MarlinReplyKind.Ok:
                if (!_identified)
                    _firmware.TakeOk(reply);
                if (IsStrayOkOfHandshake())
                    break;
                if (reply.Temperatures || reply.FreeSlots < 0)
                    KeepAnswer(line);
                _stream.TakeOk(reply);
                break;
            case MarlinReplyKind.Resend:
                _stream.TakeResend(reply.Number);
                break;
            case MarlinReplyKind.LastLine:
                _stream.TakeLastLine(reply.Number);
                break;
            case MarlinReplyKind.Working:
                _stream.TakeWorking();
                break;
            case MarlinReplyKind.WaitsForPerson:
                _stream.TakeWorking();
                _runs.WaitForPerson("The printer waits for a person: look at its screen.");
                break;
            case MarlinReplyKind.QueueEmpty:
                _stream.TakeQueueEmpty();
                break;
            case MarlinReplyKind.Greeting:
                Restarted();
                break;
            case MarlinReplyKind.Action:
                _runs.TakeAction(Encoding.Latin1.GetString(line));
                break;
            case MarlinReplyKind.Halted:
                _runs.Halted($"The printer stopped itself: {Encoding.Latin1.GetString(line)}. Find the cause, then switch it off and on or press its reset button.");
                break;
            case MarlinReplyKind.Stopped:
                _runs.Halted($"The printer stopped: {Encoding.Latin1.GetString(line)}. Clear the cause, then send M999.", untilM999: true);
                break;
            default:
                if (line.StartsWith("[MP]"u8))
                    TakePackingAnswer(line);
                KeepAnswer(line);
                break;
        }
    }

    protected override void TakeRequest(Request request)
    {
        if (_identified && Desk.Newest.State != DriverState.Connecting)
            _runs.Take(request);
        else
            request.Refuse("The printer is not connected yet. Wait until it answers.");
    }

    protected override void Stopped() => _runs.StoppedByPerson();

    internal override void Lost(string reason) => _runs.LinkEnded(reason);

    /// <summary>Lines of an answer are wanted only by host lines that ask for it: nothing is kept while a program streams.</summary>
    void KeepAnswer(ReadOnlySpan<byte> line)
    {
        if (_stream.Head is { Answered: not null } head && head.Answer.Count < 1000)
            head.Answer.Add(Encoding.Latin1.GetString(line));
    }

    /// <summary>Smoothieware and Klipper may answer the empty line or greet with an ok of their own.</summary>
    bool IsStrayOkOfHandshake() =>
        !_identified && _attempts < HandshakeAttempts && _stream.Head is { Text: "M115" } head
        && !head.Answer.Exists(text => text.Contains("FIRMWARE_NAME", StringComparison.Ordinal));

    void Restarted()
    {
        _runs.LinkEnded("The printer restarted in the middle of the run; heat and position are gone.");
        _stream.Reset("The printer restarted.");
        _greeted = true;
        _identified = false;
        _packingAskedAt = 0;
        _stream.Packing = false;
        _attempts = 0;
        _greetingAt = Now;
        _firmware = new MarlinFirmware();
        Desk.Publish(DriverState.Connecting);
    }

    void AskWhoItIs()
    {
        _attempts++;
        _handshakeAt = Now;
        _stream.Reset("");
        _stream.Numbered = false;
        _stream.WindowLines = 1;
        _stream.Packing = false;
        // A predecessor may have left packing on; firmware without MeatPack takes the signal for an unknown command.
        if (_attempts > 1)
            Queue(MeatPack.DisablePacking, default);
        // Ends whatever half line a predecessor left in the firmware's buffer.
        Queue("\n"u8);
        _stream.Enqueue(new HostLine("M115") { Bare = true, Answered = Identify });
    }

    void Identify(List<string> answer)
    {
        foreach (string line in answer)
            _firmware.TakeLine(line);
        _stream.Numbered = _firmware.Numbered;
        _stream.NextNumber = 1;
        if (_firmware.Numbered)
            _stream.Enqueue(new HostLine("M110 N0") { FixedNumber = 0, Answered = _ => Numbered() });
        else
            Ready();
        // From here the stream's own timers watch over lost oks.
        _identified = true;
    }

    /// <summary>Asks for packing; the answer, or a second without one, makes the conversation ready.</summary>
    void Numbered()
    {
        if (!_firmware.Has("MEATPACK") || !Options.MeatPack || Options.PingPong)
        {
            Ready();
            return;
        }
        _packingAskedAt = Now;
        Queue([0xFF, 0xFF, 0xF6], default);
        Queue(MeatPack.EnablePacking, default);
        Queue(MeatPack.Query, "(MeatPack?)"u8);
    }

    void TakePackingAnswer(ReadOnlySpan<byte> line)
    {
        if (_packingAskedAt == 0)
            return;
        _packingAskedAt = 0;
        _stream.Packing = line.IndexOf(" ON"u8) > 0;
        Ready();
    }

    void Ready()
    {
        OpenWindow();
        if (_firmware.Has("AUTOREPORT_TEMP"))
            _stream.Enqueue(new HostLine("M155 S2"));
        else
            _stream.Enqueue(new HostLine("M105"));
        _polledAt = Now;
        Desk.Publish(DriverState.Idle, firmware: _firmware.Name.Length > 0 ? _firmware.Name : "Marlin family");
        _runs.Connected(_greeted);
    }

    /// <summary>More than one line in flight only where there is evidence that the firmware counts them: ADVANCED_OK, or Prusa's fixed queue.</summary>
    void OpenWindow()
    {
        int slots = _firmware.FreeSlots > 0 ? _firmware.FreeSlots
            : _firmware.Family is FirmwareFamily.Prusa or FirmwareFamily.PrusaBuddy ? Profile.Firmware.CommandQueueLines - 1 : 1;
        _stream.OksNameTheirLine = _firmware.FreeSlots >= 0;
        // One place stays free for M108 and M112 while a command waits.
        _stream.WindowLines = Options.PingPong ? 1 : Math.Max(1, slots);
        _stream.WindowBytes = Profile.Firmware.ReceiveBufferBytes - 1;
        Desk.Manner = _stream.WindowLines == 1
            ? "one line at a time: the firmware does not say how many it can hold"
            : $"up to {_stream.WindowLines} lines and {_stream.WindowBytes} bytes ahead";
        if (_stream.Packing)
            Desk.Manner += ", packed";
    }

    /// <summary>Keeps temperatures and position fresh while nothing else is said.</summary>
    void Poll()
    {
        bool reports = _firmware.Has("AUTOREPORT_TEMP");
        if (!_stream.Drained || Since(_polledAt) < TimeSpan.FromSeconds(reports ? 10 : 4) || Desk.Newest.State is DriverState.Fault or DriverState.Connecting)
            return;
        _polledAt = Now;
        _stream.Enqueue(new HostLine(reports ? "M114" : "M105"));
    }

    public override void Dispose()
    {
        _stream.Reset("The connection to the printer was lost.");
        base.Dispose();
    }
}
