using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Fleet.Agent.Drivers;
using Fleet.Agent.Links;

namespace Fleet.Agent.Streaming;

/// <summary>The language of GRBL, grblHAL and FluidNC: greet, count bytes, watch the state. Runs on the streaming thread.</summary>
sealed class GrblConversation : Conversation
{
    const byte StatusQuery = (byte)'?', SoftReset = 0x18;
    const int HandshakeAttempts = 4;

    static readonly TimeSpan GreetingQuiet = TimeSpan.FromMilliseconds(300), HandshakeRetry = TimeSpan.FromSeconds(2), LongestGreeting = TimeSpan.FromSeconds(8);

    readonly GrblStream _stream;
    readonly GrblRuns _runs;
    bool _greeted, _identified, _statusDue, _bufferUnknown;
    int _attempts;
    long _handshakeAt, _greetingAt, _polledAt;
    string _firmware = "";

    internal GrblConversation(ILink link, Desk desk, Profile profile, DriverOptions options) : base(link, desk, profile, options)
    {
        GrblRuns? runs = null;
        _stream = new GrblStream(this) { Acknowledged = (text, line) => runs!.Acknowledged(text, line) };
        _runs = runs = new GrblRuns(this, _stream, desk, profile);
    }

    protected override bool Hot => false;

    protected override ReadOnlySpan<byte> EmergencyBytes => [SoftReset];

    /// <summary>The controller's last settings, as it lists them: <c>$110=500.000</c>.</summary>
    internal IReadOnlyList<string> Settings { get; private set; } = [];

    /// <summary>When the last status was asked for: an answer before that says nothing about now.</summary>
    internal long StatusAskedAt => _polledAt;

    /// <summary>Where settings are kept before somebody changes one; null keeps none.</summary>
    internal string? BackupFolder => Options.ConsoleFolder;

    internal bool HomesSingleAxes { get; private set; }

    internal void RealTime(byte one)
    {
        WriteRealTime(one);
        Desk.Wire.Add(sent: true, Now, [one]);
    }

    internal void Reset() => RealTime(SoftReset);

    protected override void Begin()
    {
        if (Desk.Newest.State != DriverState.Fault)
            Desk.Publish(DriverState.Connecting);
        _greetingAt = Now;
    }

    protected override int Tick()
    {
        if (!_identified)
        {
            Greet();
            return 50;
        }
        int every = Desk.Run != null || _runs.Moving ? 200 : 500;
        // A controller may answer late; a second question would only come back twice.
        if (Since(_polledAt).TotalMilliseconds >= (_statusDue ? Math.Max(every, 1000) : every))
        {
            _polledAt = Now;
            _statusDue = true;
            WriteRealTime(StatusQuery);
        }
        var limit = _runs.Homing ? Options.SilenceInLongCommands : Options.Silence;
        if (Since(LastByteAt) > limit)
            throw GiveUp($"The controller has not said a word for {limit.TotalSeconds:0} s. Check its power and cable.");
        _runs.Tick();
        return Math.Clamp(every - (int)Since(_polledAt).TotalMilliseconds, 1, every);
    }

    protected override void Pump() => _stream.Pump();

    protected override void TakeLine(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual("ok"u8))
        {
            if (!_stream.TakeOk() && _identified)
                _runs.StrayAnswer();
        }
        else if (line[0] == '<')
        {
            // Torn or glued: the next report is as good.
            if (!GrblStatus.TryRead(line, out var status))
                return;
            _statusDue = false;
            if (!_identified)
                return;
            // FluidNC tells its buffer nowhere else.
            if (_bufferUnknown && status is { State: GrblState.Idle, FreeBytes: > 32 } && !_stream.AnswerDue)
            {
                _bufferUnknown = false;
                OpenWindow(status.FreeBytes);
            }
            _runs.TakeStatus(status);
        }
        else if (line.StartsWith("error:"u8))
            TakeError(line);
        else if (line.StartsWith("ALARM:"u8))
            _runs.TakeAlarm(Utf8Parser.TryParse(line[6..].TrimStart((byte)' '), out int code, out _)
                ? GrblMeaning.OfAlarm(code) : $"The controller reports an alarm: {Encoding.Latin1.GetString(line[6..]).Trim()}. Clear the cause, then home or unlock.");
        else if (line.StartsWith("Grbl "u8) || line.StartsWith("GrblHAL "u8))
            Restarted(line);
        else if (_stream.Head is { Answered: not null } head && head.Answer.Count < 1000)
            head.Answer.Add(Encoding.Latin1.GetString(line));
    }

    protected override void TakeRequest(Request request)
    {
        if (_identified)
            _runs.Take(request);
        else
            request.Refuse("The controller is not connected yet. Wait until it answers.");
    }

    protected override void Stopped() => _runs.StoppedByPerson();

    internal override void Lost(string reason) => _runs.LinkEnded(reason);

    void TakeError(ReadOnlySpan<byte> line)
    {
        // 0.9 says it in words.
        string what = Utf8Parser.TryParse(line[6..], out int code, out int used) && used == line.Length - 6
            ? GrblMeaning.OfError(code) : Encoding.Latin1.GetString(line[6..]).Trim();
        if (!_identified)
        {
            _stream.TakeError(what);
            return;
        }
        string text = Encoding.Latin1.GetString(_stream.HeadText);
        long programLine = _stream.HeadProgramLine;
        _stream.TakeError($"The controller refused \"{text}\": {what}.");
        if (programLine > 0)
            _runs.Refused(text, programLine, what);
    }

    void Restarted(ReadOnlySpan<byte> banner)
    {
        _stream.Reset("The controller was reset.");
        _greetingAt = Now;
        if (_runs.TakeBanner())
            return;
        _greeted = true;
        _identified = false;
        _attempts = 0;
        _firmware = Encoding.Latin1.GetString(banner).Split('[')[0].Trim();
    }

    void Greet()
    {
        var quietNeeded = _greeted ? GreetingQuiet : TimeSpan.FromSeconds(Profile.Link.ResetsOnOpen && Link.HasModemLines ? 3 : 0.25);
        if (_attempts == 0)
        {
            if (Since(_greeted ? Math.Max(_greetingAt, LastByteAt) : _greetingAt) >= quietNeeded || Since(_greetingAt) > LongestGreeting)
                AskWhoItIs();
            return;
        }
        if (Since(_handshakeAt) < HandshakeRetry || _runs.Homing)
            return;
        if (_attempts >= HandshakeAttempts)
            throw GiveUp($"Nothing on {Link.Name} answers like a GRBL controller. Check that it is switched on and that the baud rate is right.");
        // After a critical alarm a controller hears nothing but a reset.
        if (_attempts == HandshakeAttempts - 1)
            Reset();
        AskWhoItIs();
    }

    void AskWhoItIs()
    {
        _attempts++;
        _handshakeAt = Now;
        _stream.Reset("");
        // The empty line ends whatever half line is in the controller's buffer; its answer is an ok or an error of its own.
        _stream.Enqueue(new HostLine(" ") { Answered = _ => AskForBuild(), Abandoned = sentence => { if (sentence.Length > 0) AskForBuild(); } });
    }

    void AskForBuild() => _stream.Enqueue(new HostLine("$I") { Answered = Identify, Abandoned = _ => { } });

    void Identify(List<string> answer)
    {
        int buffer = Profile.Firmware.ReceiveBufferBytes;
        string options = "";
        _bufferUnknown = true;
        foreach (string line in answer)
        {
            if (line.StartsWith("[VER:", StringComparison.Ordinal))
                _firmware = (answer.Exists(other => other.Contains("grblHAL", StringComparison.Ordinal)) ? "grblHAL " : line.Contains("FluidNC", StringComparison.Ordinal) ? "" : "Grbl ")
                    + line[5..].TrimEnd(']').TrimEnd(':');
            if (line.StartsWith("[OPT:", StringComparison.Ordinal))
            {
                string[] parts = line[5..].TrimEnd(']').Split(',');
                options = parts[0];
                if (parts.Length >= 3 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int told) && told >= 32)
                {
                    buffer = told;
                    _bufferUnknown = false;
                }
            }
        }
        HomesSingleAxes = options.Contains('H', StringComparison.Ordinal) || Profile.Firmware.Family != FirmwareFamily.Grbl;
        OpenWindow(buffer);
        _stream.Enqueue(new HostLine("$$") { Answered = settings => Settings = [.. settings], Abandoned = _ => { } });
        _identified = true;
        _statusDue = false;
        _polledAt = 0;
        Desk.Publish(Desk.Newest.State, Desk.Newest.Reason, _firmware);
        _runs.Connected();
    }

    void OpenWindow(int bufferBytes)
    {
        _stream.WindowBytes = Options.PingPong ? 1 : bufferBytes - 1;
        Desk.Manner = Options.PingPong ? "one line at a time" : $"counts {_stream.WindowBytes} bytes ahead";
    }

    public override void Dispose()
    {
        _stream.Reset("The connection to the controller was lost.");
        base.Dispose();
    }
}
