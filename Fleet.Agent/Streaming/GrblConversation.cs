using System.Buffers.Text;
using System.Text;
using Fleet.Agent.Drivers;
using Fleet.Agent.Links;

namespace Fleet.Agent.Streaming;

/// <summary>The language of GRBL, grblHAL and FluidNC: greet, count bytes, watch the state. Runs on the streaming thread.</summary>
sealed class GrblConversation : Conversation
{
    const byte StatusQuery = (byte)'?', FeedHold = (byte)'!', SoftReset = 0x18;

    readonly GrblStream _stream;
    readonly GrblHandshake _handshake;
    readonly GrblRuns _runs;
    bool _statusDue, _bufferUnknown, _buildUnknown;
    string _banner = "";

    internal GrblConversation(ILink link, Desk desk, Profile profile, DriverOptions options) : base(link, desk, profile, options)
    {
        GrblRuns? runs = null;
        _stream = new GrblStream(this) { Acknowledged = (text, line) => runs!.Acknowledged(text, line) };
        // grblHAL and FluidNC know tool changes themselves.
        _stream.Lines.HoldsAtToolChanges = profile.Firmware.Family == FirmwareFamily.Grbl;
        _runs = runs = new GrblRuns(this, _stream, desk, profile);
        _handshake = new GrblHandshake(this, _stream, desk, profile, Ready);
    }

    protected override bool Hot => _stream.AnswerDue;

    protected override ReadOnlySpan<byte> EmergencyBytes => [SoftReset];

    /// <summary>The controller's last settings, as it lists them: <c>$110=500.000</c>.</summary>
    internal IReadOnlyList<string> Settings { get; private set; } = [];

    /// <summary>When the last status was asked for: an answer before that says nothing about now.</summary>
    internal long StatusAskedAt { get; private set; }

    /// <summary>Where settings are kept before somebody changes one; null keeps none.</summary>
    internal string? BackupFolder => Options.ConsoleFolder;

    internal bool HomesSingleAxes { get; private set; }

    internal void RealTime(byte one)
    {
        WriteRealTime(one);
        Desk.Wire.Add(sent: true, Now, [one]);
    }

    /// <summary>A person homed or unlocked it.</summary>
    internal void Unlatch() => _runs.Unlatch();

    internal void Hold() => RealTime(FeedHold);

    internal void Reset() => RealTime(SoftReset);

    internal void AskStatus()
    {
        StatusAskedAt = Now;
        _statusDue = true;
        WriteRealTime(StatusQuery);
    }

    internal LinkLostException NobodyAnswers() =>
        new($"Nothing on {Link.Name} answers like a GRBL controller. Check that it is switched on and that the baud rate is right.") { PortIsFine = true };

    protected override void Begin()
    {
        if (Desk.Newest.State != DriverState.Fault)
            Desk.Publish(DriverState.Connecting);
        _handshake.Begin(greeted: false);
    }

    protected override int Tick()
    {
        if (!_handshake.Identified)
        {
            _handshake.Tick();
            return 50;
        }
        int everyMs = Desk.Run != null || _runs.Moving ? 200 : 500;
        // A controller may answer late; a second question would only come back twice.
        if (Since(StatusAskedAt).TotalMilliseconds >= (_statusDue ? Math.Max(everyMs, 1000) : everyMs))
            AskStatus();
        var limit = _runs.Homing ? Options.SilenceInLongCommands : Options.Silence;
        if (Since(LastByteAt) > limit)
            throw GiveUp($"The controller has not said a word for {limit.TotalSeconds:0} s. Check its power and cable.");
        if (_buildUnknown && _runs.Stands && !_stream.AnswerDue)
            AskForBuild();
        _runs.Tick();
        return Math.Clamp(everyMs - (int)Since(StatusAskedAt).TotalMilliseconds, 1, everyMs);
    }

    protected override void Pump()
    {
        if (!_runs.AwaitsBanner)
            _stream.Pump();
    }

    protected override void TakeLine(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual("ok"u8))
        {
            if (!_stream.TakeOk() && _handshake.Identified)
                _runs.StrayAnswer();
        }
        else if (line[0] == '<')
            TakeStatus(line);
        else if (line.StartsWith("error:"u8))
            TakeError(line);
        else if (line.StartsWith("ALARM:"u8))
            _runs.TakeAlarm(Utf8Parser.TryParse(line[6..].TrimStart((byte)' '), out int code, out _)
                ? GrblMeaning.OfAlarm(code) : $"The controller reports an alarm: {Encoding.Latin1.GetString(line[6..]).Trim()}. Clear the cause, then home or unlock.");
        else if (IsBanner(line))
            Restarted(line);
        else
            TakeInformation(line);
    }

    protected override void TakeRequest(Request request)
    {
        if (_handshake.Identified)
            _runs.Take(request);
        else
            request.Refuse("The controller is not connected yet. Wait until it answers.");
    }

    protected override void Stopped() => _runs.StoppedByPerson();

    internal override void Lost(string reason) => _runs.LinkEnded(reason);

    /// <summary><c>Grbl 1.1h ['$' for help]</c>, also right behind the noise of a board that boots.</summary>
    static bool IsBanner(ReadOnlySpan<byte> line)
    {
        if (line[0] is (byte)'[' or (byte)'$')
            return false;
        int at = line.IndexOf("Grbl"u8);
        if (at < 0 || line.IndexOf((byte)'[') < at)
            return false;
        var rest = line[(at + 4)..];
        rest = rest.StartsWith("HAL"u8) ? rest[3..] : rest;
        return rest is [(byte)' ', >= (byte)'0' and <= (byte)'9', ..];
    }

    void TakeStatus(ReadOnlySpan<byte> line)
    {
        // Torn or glued: the next report is as good.
        if (!GrblStatus.TryRead(line, out var status))
            return;
        _statusDue = false;
        if (!_handshake.Identified)
        {
            _handshake.TakeStatus(status.State);
            return;
        }
        // FluidNC tells its buffer nowhere else.
        if (_bufferUnknown && status is { State: GrblState.Idle, FreeBytes: > 32 } && !_stream.AnswerDue)
        {
            _bufferUnknown = false;
            OpenWindow(status.FreeBytes);
        }
        _runs.TakeStatus(status);
    }

    void TakeError(ReadOnlySpan<byte> line)
    {
        // 0.9 says it in words.
        string what = Utf8Parser.TryParse(line[6..], out int code, out int used) && used == line.Length - 6
            ? GrblMeaning.OfError(code) : Encoding.Latin1.GetString(line[6..]).Trim();
        if (!_handshake.Identified)
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

    void TakeInformation(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("[PRB:"u8) && GrblMeaning.ProbeOf(Encoding.ASCII.GetString(line)) is { } contact)
            Desk.Show(picture => picture with { Probe = contact });
        if (_stream.Head is { Answered: not null } head && head.Answer.Count < 1000)
            head.Answer.Add(Encoding.Latin1.GetString(line));
    }

    void Restarted(ReadOnlySpan<byte> banner)
    {
        Desk.Show(picture => picture with { Overrides = OverrideFactors.None });
        if (_handshake.Identified && _runs.AwaitsBanner)
        {
            // Our own reset: what waits in the queue was put there after it.
            _stream.DropSent("The controller was reset.");
            _runs.TakeBanner();
            return;
        }
        _stream.Reset("The controller was reset.");
        if (_handshake.Identified)
            _runs.TakeBanner();
        _banner = Encoding.Latin1.GetString(banner[banner.IndexOf("Grbl"u8)..]).Split('[')[0].Trim();
        _handshake.Begin(greeted: true);
    }

    void AskForBuild()
    {
        _buildUnknown = false;
        _stream.Lines.Enqueue(new HostLine("$I")
        {
            Answered = answer =>
            {
                _buildUnknown = GrblBuild.Read(answer, Profile.Firmware.Family) == null;
                if (GrblBuild.Read(answer, Profile.Firmware.Family) is { } build)
                    Know(build);
            },
            Abandoned = _ => _buildUnknown = true,
        });
    }

    /// <param name="build">Null: it moves and tells nothing but its state.</param>
    void Ready(GrblBuild? build)
    {
        _statusDue = false;
        StatusAskedAt = 0;
        _buildUnknown = build == null;
        if (build != null)
            Know(build);
        else
        {
            OpenWindow(Profile.Firmware.ReceiveBufferBytes);
            Desk.Publish(Desk.Newest.State, Desk.Newest.Reason, _banner.Length > 0 ? _banner : "GRBL family");
        }
        _runs.Connected();
    }

    void Know(GrblBuild build)
    {
        HomesSingleAxes = build.HomesSingleAxes;
        _bufferUnknown = build.BufferBytes == null;
        OpenWindow(build.BufferBytes ?? Profile.Firmware.ReceiveBufferBytes);
        _stream.Lines.Enqueue(new HostLine("$$") { Answered = TakeSettings, Abandoned = _ => { } });
        Desk.Publish(Desk.Newest.State, Desk.Newest.Reason, build.Name.Length > 0 ? build.Name : _banner);
    }

    void TakeSettings(List<string> settings)
    {
        Settings = [.. settings.Where(line => line.StartsWith('$'))];
        var remarks = GrblSettingsCheck.Compare(Settings, Profile);
        Desk.Show(picture => picture with { Remarks = remarks });
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
