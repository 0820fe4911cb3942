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
    /// <summary>What a firmware that kept its power needs to complain about half a line, and at most to answer a question.</summary>
    static readonly TimeSpan ComplaintsAfterReturn = TimeSpan.FromMilliseconds(500), LongestGreeting = TimeSpan.FromSeconds(3), LongestProof = TimeSpan.FromSeconds(8);

    readonly MarlinStream _stream;
    readonly MarlinHandshake _handshake;
    readonly MarlinRuns _runs;
    readonly HostActions _actions;
    long _polledAt, _returnedAt;
    bool _away, _proofAsked;

    internal MarlinConversation(ILink link, Desk desk, Profile profile, DriverOptions options) : base(link, desk, profile, options)
    {
        MarlinRuns? runs = null;
        _stream = new MarlinStream(this, desk, options) { Acknowledged = (text, line) => runs!.Acknowledged(text, line) };
        _runs = runs = new MarlinRuns(this, _stream, desk, profile);
        _actions = new HostActions(_runs, desk);
        _handshake = new MarlinHandshake(this, _stream, desk, profile, options, Ready);
    }

    protected override bool Hot => _stream.AnswerDue;

    /// <summary>First the end of whatever half line is on the wire; with MeatPack also the end of packing, for the emergency parser reads raw bytes.</summary>
    protected override ReadOnlySpan<byte> EmergencyBytes => _stream.Packing ? PackedEmergency : "\nM112\n"u8;

    static ReadOnlySpan<byte> PackedEmergency => [0xFF, 0xFF, 0xFA, (byte)'\n', (byte)'M', (byte)'1', (byte)'1', (byte)'2', (byte)'\n'];

    internal bool Has(string capability) => _handshake.Firmware.Has(capability);

    internal override bool MayReturn => _stream.Provable && !_stream.Proving && _runs.Stage == RunStage.Feeding;

    internal override void Away(string reason) => _runs.LinkAway(reason);

    internal LinkLostException NobodyAnswers() => Desk.Newest.State == DriverState.Fault
        ? GiveUp(Desk.Newest.Reason)
        : new LinkLostException($"Nothing on {Link.Name} answers like a printer. Check that it is switched on and that the baud rate is right.") { PortIsFine = true };

    protected override void Begin()
    {
        if (Desk.Newest.State != DriverState.Fault)
            Desk.Publish(DriverState.Connecting);
        _handshake.Begin(greeted: false);
    }

    /// <summary>The same firmware, if it is the same, stands where the link was lost; what arrived of the lines in flight only it knows.</summary>
    protected override void BeginAgain()
    {
        _returnedAt = Now;
        _away = true;
        _proofAsked = false;
        _stream.BeginProof();
        // Ends the half line that was on the wire, which then draws a complaint that names the line wanted.
        if (_stream.Packing)
            Queue(MeatPack.DisablePacking, default);
        Queue("\n"u8);
        if (_stream.Packing)
            Queue(MeatPack.EnablePacking, default);
    }

    protected override int Tick()
    {
        if (Desk.Restarts.Held(Now))
            return 200;
        _handshake.Tick();
        if (!_handshake.Identified)
            return 50;
        if (_away)
            Prove();
        Poll();
        int wait = _stream.Tick();
        if (_stream.Failure.Length > 0)
            _runs.Fail(_stream.Failure);
        _runs.Tick();
        return _away ? 50 : wait;
    }

    protected override void Pump()
    {
        if (!Desk.Restarts.Held(Now))
            _stream.Pump();
    }

    protected override void TakeLine(ReadOnlySpan<byte> line)
    {
        var reply = MarlinReplyReader.Read(line);
        switch (reply.Kind)
        {
            case MarlinReplyKind.Ok:
                if (!_handshake.TakeOk(reply))
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
                _actions.Take(Encoding.Latin1.GetString(line));
                break;
            case MarlinReplyKind.Halted:
                _runs.Halted($"The printer stopped itself: {Encoding.Latin1.GetString(line)}. Find the cause, then switch it off and on or press its reset button.");
                break;
            case MarlinReplyKind.Stopped:
                _runs.Halted($"The printer stopped: {Encoding.Latin1.GetString(line)}. Clear the cause, then send M999.", untilM999: true);
                break;
            default:
                TakeInformation(line);
                break;
        }
    }

    protected override void TakeRequest(Request request)
    {
        if (_handshake.Identified && Desk.Newest.State != DriverState.Connecting)
            _runs.Take(request);
        else
            request.Refuse("The printer is not connected yet. Wait until it answers.");
    }

    protected override void Stopped() => _runs.StoppedByPerson();

    internal override void Lost(string reason) => _runs.LinkEnded(reason);

    void TakeInformation(ReadOnlySpan<byte> line)
    {
        if (!_handshake.Identified && (line.StartsWith("error:"u8) || line.StartsWith("Grbl "u8) || line.StartsWith("GrblHAL "u8)))
            // Words of the other family; its oks would soon be taken for a printer's.
            throw NobodyAnswers();
        if (line.StartsWith("[MP]"u8))
            _handshake.TakePackingAnswer(line);
        else if (line.IndexOf("cold extrusion"u8) >= 0)
            _actions.TakeColdMove(Now);
        else if (_stream.Packing && line.StartsWith("echo:Unknown command"u8) && line.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
            // Packed bytes read as text: the board restarted in a moment when nobody heard its greeting.
            Restarted();
        KeepAnswer(line);
    }

    /// <summary>Lines of an answer are wanted only by host lines that ask for it: nothing is kept while a program streams.</summary>
    void KeepAnswer(ReadOnlySpan<byte> line)
    {
        if (_stream.Head is { Answered: not null } head && head.Answer.Count < 1000)
            head.Answer.Add(Encoding.Latin1.GetString(line));
    }

    void Restarted(string reason = "The printer restarted in the middle of the run; heat and position are gone.")
    {
        _runs.LinkEnded(reason);
        _away = false;
        _runs.Prompt = null;
        _stream.Reset("The printer restarted.");
        _stream.Packing = false;
        _handshake.Begin(greeted: true);
        Desk.Restarts.Add(Now);
        Desk.Show(picture => picture with { Prompt = null, Overrides = OverrideFactors.None });
        Desk.Publish(DriverState.Connecting, Desk.Restarts.Held(Now)
            ? "The printer restarts again and again. Check its power supply and the heaters' wires; it is left alone for a minute." : "");
    }

    void Ready()
    {
        _stream.Lines.Enqueue(new HostLine(_handshake.Firmware.Has("AUTOREPORT_TEMP") ? "M155 S2" : "M105"));
        _polledAt = Now;
        Desk.Publish(DriverState.Idle, firmware: _handshake.Firmware.Name.Length > 0 ? _handshake.Firmware.Name : "Marlin family");
        _runs.Connected(_handshake.Fresh);
    }

    /// <summary>After a return of the link: hear complaints, then ask; no answer in time, and the run ends as if the link had stayed away.</summary>
    void Prove()
    {
        if (_stream.Failure.Length > 0)
            Restarted(_stream.Failure);
        else if (!_stream.Proving)
        {
            _away = false;
            _runs.LinkBack();
        }
        else if (Since(_returnedAt) > LongestProof)
            throw GiveUp("The link came back, but the printer does not say where it is.");
        else if (!_proofAsked && Since(_returnedAt) >= (Profile.Link.ResetsOnOpen && HasModemLines ? LongestGreeting : ComplaintsAfterReturn))
        {
            _proofAsked = true;
            _stream.AskWhereItIs();
        }
    }

    /// <summary>Keeps temperatures and position fresh while nothing else is said.</summary>
    void Poll()
    {
        bool reports = _handshake.Firmware.Has("AUTOREPORT_TEMP");
        if (!_stream.Lines.Drained || Since(_polledAt) < TimeSpan.FromSeconds(reports ? 10 : 4) || Desk.Newest.State is DriverState.Fault or DriverState.Connecting)
            return;
        _polledAt = Now;
        _stream.Lines.Enqueue(new HostLine(reports ? "M114" : "M105"));
    }

    public override void Dispose()
    {
        _stream.Reset("The connection to the printer was lost.");
        base.Dispose();
    }
}
