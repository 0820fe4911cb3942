using System.Globalization;
using System.Text;

namespace Fleet.Agent.Simulation;

/// <summary>
/// GRBL 1.1h: a 128-byte receive ring that loses what overruns it, one answer a line, real-time bytes picked out on arrival, and the
/// states Idle, Run, Hold, Jog, Home, Alarm, Door, Check, Sleep. Held to recorded conversations with the real firmware.
/// </summary>
sealed class SimulatedGrbl : SimulatedFirmware
{
    const int LongestLine = 80;
    const double HoldSeconds = 0.2, HomingSeconds = 12;

    readonly Queue<byte> _receive = new();
    readonly StringBuilder _line = new();
    readonly SortedDictionary<int, string> _settings;
    readonly GrblModes _modes = new();
    readonly bool _laser;
    bool _overlong, _comment, _locked, _critical, _door, _check, _asleep, _statusAsked;
    string? _pending;
    Func<bool>? _until;
    Action? _then;
    double _untilTime = double.PositiveInfinity, _heldAt = double.NaN;
    bool _homing, _jogging, _dwelling;
    int _reports, _feedOverride = 100, _rapidOverride = 100, _spindleOverride = 100;
    readonly double[] _offset = new double[3];
    string _probe = "0.000,0.000,0.000:0";

    internal SimulatedGrbl(Profile profile, SimulationClock clock, SimulationRecord record, WireFaults faults)
        : base(profile, clock, record, faults)
    {
        _laser = profile.Kind == MachineKind.Laser;
        _settings = Defaults(profile);
        _locked = Setting(22) != 0;
    }

    protected override string LineEnd => "\r\n";

    internal override double NextEvent
    {
        get
        {
            double next = Math.Min(base.NextEvent, _untilTime);
            if (!double.IsNaN(_heldAt))
                next = Math.Min(next, _heldAt + HoldSeconds);
            return next > Now ? next : double.PositiveInfinity;
        }
    }

    internal override void PortOpened() { }

    internal override void Reset()
    {
        // A reset while it moves, and not while it stands held, loses the position.
        bool moving = !Planner.Empty && (!Planner.Held || StillSlowing) || _homing;
        if (moving)
        {
            Say(_homing ? "ALARM:6" : "ALARM:3");
            _locked = true;
            if (_homing)
                Say("ok");
        }
        Planner.Clear(Now);
        _receive.Clear();
        _line.Clear();
        _pending = null;
        _until = null;
        _then = null;
        _untilTime = double.PositiveInfinity;
        _homing = _jogging = _dwelling = _critical = _asleep = _check = _comment = _overlong = false;
        _heldAt = double.NaN;
        _feedOverride = _rapidOverride = _spindleOverride = 100;
        Planner.SpeedFactor = 1;
        _modes.Reset();
        ToolDuty = 0;
        Say("");
        Say("Grbl 1.1h ['$' for help]");
        if (_locked)
            Say("[MSG:'$H'|'$X' to unlock]");
    }

    /// <summary>A limit switch closes: hard limit.</summary>
    internal void HitLimit() => Alarm(1, critical: true);

    /// <summary>As after power-up with homing required.</summary>
    internal void Lock() => _locked = true;

    internal void OpenDoor()
    {
        _door = true;
        Hold();
        Say("[MSG:Check Door]");
    }

    internal void CloseDoor() => _door = false;

    internal override void Receive(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
            switch (one)
            {
                case (byte)'?': _statusAsked = true; break;
                case (byte)'!': Hold(); break;
                case (byte)'~': CycleStart(); break;
                case 0x18: Reset(); break;
                case 0x84: OpenDoor(); _door = false; break;
                case 0x85: CancelJog(); break;
                case >= 0x90 and <= 0xA1: Override(one); break;
                case >= 0x80: break;
                default:
                    if (_receive.Count < Profile.Firmware.ReceiveBufferBytes)
                        _receive.Enqueue(one);
                    break;
            }
        Work();
    }

    protected override void Work()
    {
        if (_statusAsked)
        {
            _statusAsked = false;
            Say(Status());
        }
        if (_jogging && Planner.Empty)
            _jogging = false;
        while (!_critical && !_asleep)
        {
            if (_until is { } until)
            {
                if (!until())
                    return;
                _until = null;
                _untilTime = double.PositiveInfinity;
                var then = _then;
                _then = null;
                then?.Invoke();
            }
            else if (_pending is { } line)
            {
                if (Faults.BeforeCommand is { } fault && !fault(line))
                {
                    _pending = null;
                    continue;
                }
                // The handler blocks while the ring of moves is full.
                if (Planner.Free <= 0 && !_check)
                    return;
                _pending = null;
                Execute(line);
            }
            else if (!ReadLine())
                return;
        }
    }

    bool ReadLine()
    {
        while (_receive.TryDequeue(out byte one))
        {
            if (one is (byte)'\n' or (byte)'\r')
            {
                _pending = _overlong ? "\u0001" : _line.ToString();
                _line.Clear();
                _overlong = _comment = false;
                return true;
            }
            if (_comment)
                _comment = one != ')';
            else if (one == '(')
                _comment = true;
            else if (one == ';')
                _comment = true;
            else if (one > ' ' && one != '/')
            {
                if (_line.Length >= LongestLine)
                    _overlong = true;
                else
                    _line.Append(char.ToUpperInvariant((char)one));
            }
        }
        return false;
    }

    void Execute(string line)
    {
        if (line == "\u0001")
            Say("error:11");
        else if (line.Length == 0)
            Say("ok");
        else if (line[0] == '$')
            Command(line);
        else if (_locked || _jogging)
            Say("error:9");
        else
            Program(line);
    }

    void Command(string line)
    {
        if (line.StartsWith("$J=", StringComparison.Ordinal))
            Jog(line);
        else if (line == "$I")
            SayAll("[VER:1.1h.20190830:]", string.Create(CultureInfo.InvariantCulture, $"[OPT:V,{Profile.Firmware.PlannerBlocks - 1},{Profile.Firmware.ReceiveBufferBytes}]"));
        else if (line == "$G")
            SayAll(_modes.Report());
        else if (line == "$#")
            SayAll("[G54:0.000,0.000,0.000]", "[G55:0.000,0.000,0.000]", "[G56:0.000,0.000,0.000]", "[G57:0.000,0.000,0.000]", "[G58:0.000,0.000,0.000]",
                "[G59:0.000,0.000,0.000]", "[G28:0.000,0.000,0.000]", "[G30:0.000,0.000,0.000]", $"[G92:{Triple(_offset)}]", "[TLO:0.000]", $"[PRB:{_probe}]");
        else if (line == "$")
            SayAll("[HLP:$$ $# $G $I $N $x=val $Nx=line $J=line $SLP $C $X $H ~ ! ? ctrl-x]");
        else if (!Planner.Empty || Planner.Held)
            Say("error:8");
        else if (line == "$$")
            SayAll([.. _settings.Select(one => string.Create(CultureInfo.InvariantCulture, $"${one.Key}={one.Value}"))]);
        else if (line == "$N")
            SayAll("$N0=", "$N1=");
        else if (line == "$X")
        {
            if (_locked)
                Say("[MSG:Caution: Unlocked]");
            _locked = false;
            Say("ok");
        }
        else if (line == "$C")
        {
            if (_check)
            {
                Say("[MSG:Disabled]");
                Say("ok");
                Reset();
            }
            else
            {
                _check = true;
                SayAll("[MSG:Enabled]");
            }
        }
        else if (line == "$SLP")
        {
            Say("ok");
            _asleep = true;
        }
        else if (line.StartsWith("$H", StringComparison.Ordinal))
        {
            if (Setting(22) == 0)
                Say("error:5");
            else
                Home();
        }
        else if (line.IndexOf('=', StringComparison.Ordinal) is > 1 and var equals && int.TryParse(line.AsSpan(1, equals - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            if (!_settings.ContainsKey(number))
                Say("error:3");
            else
            {
                _settings[number] = line[(equals + 1)..];
                Say("ok");
            }
        }
        else
            Say("error:3");
    }

    void Home()
    {
        _homing = true;
        double ends = Now + HomingSeconds;
        Wait(() => Now >= ends, () =>
        {
            _homing = false;
            _locked = false;
            double pullOff = Setting(27);
            for (int i = 0; i < 3; i++)
                Planner.SetPosition(i, -pullOff);
            Say("ok");
        });
        _untilTime = ends;
    }

    void Jog(string line)
    {
        if (_locked || !Planner.Empty && !_jogging)
        {
            Say("error:8");
            return;
        }
        int error = GcodeWords.Read(line[3..], out var words, valuesOptional: false);
        if (error != 0 || !words.Has('F') || !words.Has('X') && !words.Has('Y') && !words.Has('Z'))
        {
            Say(error != 0 ? $"error:{error}" : words.Has('F') ? "error:16" : "error:22");
            return;
        }
        bool relative = line.Contains("G91", StringComparison.Ordinal);
        double unit = line.Contains("G20", StringComparison.Ordinal) ? 25.4 : 1;
        var to = new double[4];
        for (int i = 0; i < 3; i++)
            to[i] = !words.Has("XYZ"[i]) ? Planner.Planned[i] : words["XYZ"[i]] * unit + (relative ? Planner.Planned[i] : _offset[i]);
        _jogging = true;
        Planner.Add(to, words['F'] * unit / 60, Now);
        Say("ok");
    }

    void Program(string line)
    {
        int error = GcodeWords.Read(line, out var words, valuesOptional: false);
        if (error == 0)
            error = _modes.Take(words, out _);
        if (error != 0)
        {
            Say($"error:{error}");
            return;
        }
        if (_check)
        {
            Say("ok");
            return;
        }
        if (_modes.Dwell is { } seconds)
        {
            Wait(() => Planner.Empty, () =>
            {
                double ends = Now + seconds;
                Planner.ExpectIdle();
                // As in the real firmware a dwell reports Idle.
                _dwelling = true;
                Wait(() => Now >= ends, () =>
                {
                    _dwelling = false;
                    Done(line);
                });
                _untilTime = ends;
            });
            return;
        }
        if (_modes.Offset is { } offset)
            for (int i = 0; i < 3; i++)
                if (offset[i] is { } wanted)
                    _offset[i] = Planner.Planned[i] - wanted;
        if (_modes.Motion is { } motion)
            foreach (double[] point in motion.Points(Planner.Planned, _offset))
            {
                double travel = _modes.Rapid ? 1e6 * _rapidOverride / 100 : _modes.FeedMmPerMin / 60;
                Planner.Add([point[0], point[1], point[2], 0], travel, Now);
            }
        ToolDuty = !_modes.SpindleOn ? 0 : _laser ? Math.Clamp(_modes.Speed / Math.Max(1, Setting(30)), 0, 1) : 0.6;
        if (_modes.Stops)
            Wait(() => Planner.Empty, () =>
            {
                Planner.Hold(Now);
                Wait(() => !Planner.Held, () => Done(line));
            });
        else
            Done(line);
        if (_modes.Ends)
        {
            _modes.Reset();
            ToolDuty = 0;
            Say("[MSG:Pgm End]");
        }
    }

    void Done(string line)
    {
        Record.Executed(line);
        Say("ok");
    }

    void Wait(Func<bool> until, Action then)
    {
        _until = until;
        _then = then;
        _untilTime = double.PositiveInfinity;
    }

    bool StillSlowing => !double.IsNaN(_heldAt) && Now - _heldAt < HoldSeconds;

    void Hold()
    {
        if (Planner.Held || _homing || Planner.Empty && _until == null && !_door)
        {
            // Idle: a hold has nothing to hold but still shows until a cycle start, as measured.
            if (!Planner.Held && !_homing && !_locked)
                Planner.Hold(Now);
            return;
        }
        Planner.Hold(Now);
        _heldAt = Now;
    }

    void CycleStart()
    {
        if (StillSlowing || _door)
            return;
        _heldAt = double.NaN;
        Planner.Continue(Now);
    }

    void CancelJog()
    {
        if (!_jogging)
            return;
        Planner.Clear(Now);
        _jogging = false;
    }

    void Override(byte one)
    {
        _feedOverride = one switch
        {
            0x90 => 100, 0x91 => _feedOverride + 10, 0x92 => _feedOverride - 10, 0x93 => _feedOverride + 1, 0x94 => _feedOverride - 1, _ => _feedOverride,
        };
        _feedOverride = Math.Clamp(_feedOverride, 10, 200);
        _rapidOverride = one switch { 0x95 => 100, 0x96 => 50, 0x97 => 25, _ => _rapidOverride };
        _spindleOverride = Math.Clamp(one switch { 0x99 => 100, 0x9A => _spindleOverride + 10, 0x9B => _spindleOverride - 10, 0x9C => _spindleOverride + 1, 0x9D => _spindleOverride - 1, _ => _spindleOverride }, 10, 200);
        Planner.SpeedFactor = _feedOverride / 100.0;
    }

    void Alarm(int code, bool critical)
    {
        Planner.Clear(Now);
        _locked = true;
        _critical = critical;
        ToolDuty = 0;
        Say($"ALARM:{code}");
        if (critical)
            Say("[MSG:Reset to continue]");
    }

    string Status()
    {
        string state = _asleep ? "Sleep" : _homing ? "Home" : _door ? "Door:1" : _locked ? "Alarm"
            : Planner.Held ? StillSlowing ? "Hold:1" : "Hold:0"
            : _check ? "Check" : _jogging ? "Jog" : Planner.Empty && (_until == null || _dwelling) ? "Idle" : "Run";
        var text = new StringBuilder("<").Append(state);
        text.Append("|MPos:").Append(Triple(Planner.PositionAt(Now)));
        if (((int)Setting(10) & 2) != 0)
            text.Append(CultureInfo.InvariantCulture, $"|Bf:{Planner.Free},{Profile.Firmware.ReceiveBufferBytes - _receive.Count}");
        text.Append(CultureInfo.InvariantCulture, $"|FS:{(Planner.Empty || Planner.Held ? 0 : _modes.FeedMmPerMin):0},{(_modes.SpindleOn ? _modes.Speed : 0):0}");
        if (_reports % 10 == 0)
            text.Append("|WCO:").Append(Triple(_offset));
        else if (_reports % 10 == 1)
            text.Append(CultureInfo.InvariantCulture, $"|Ov:{_feedOverride},{_rapidOverride},{_spindleOverride}");
        _reports++;
        return text.Append('>').ToString();
    }

    void SayAll(params string[] lines)
    {
        foreach (string line in lines)
            Say(line);
        Say("ok");
    }

    double Setting(int number) => double.Parse(_settings[number], CultureInfo.InvariantCulture);

    static string Triple(double[] values) => string.Create(CultureInfo.InvariantCulture, $"{values[0]:0.000},{values[1]:0.000},{values[2]:0.000}");

    static SortedDictionary<int, string> Defaults(Profile profile)
    {
        static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
        var speed = profile.Motion.MaxFeedMmPerS;
        var acceleration = profile.Motion.MaxAccelerationMmPerS2;
        return new SortedDictionary<int, string>
        {
            [0] = "10", [1] = "25", [2] = "0", [3] = "0", [4] = "0", [5] = "0", [6] = "0", [10] = "3",
            [11] = Number(profile.Motion.JunctionDeviationMm), [12] = "0.002", [13] = "0", [20] = "0", [21] = "0", [22] = "0", [23] = "0",
            [24] = "25.000", [25] = "500.000", [26] = "250", [27] = "1.000", [30] = profile.Kind == MachineKind.Laser ? Number(profile.Tools[0].MaxLaserS) : Number(Math.Max(1000, profile.Tools[0].MaxRpm)),
            [31] = "0", [32] = profile.Kind == MachineKind.Laser ? "1" : "0", [100] = "250.000", [101] = "250.000", [102] = "250.000",
            [110] = Number(speed.X * 60), [111] = Number(speed.Y * 60), [112] = Number(speed.Z * 60),
            [120] = Number(acceleration.X), [121] = Number(acceleration.Y), [122] = Number(acceleration.Z),
            [130] = Number(profile.Envelope.SizeXMm), [131] = Number(profile.Envelope.SizeYMm), [132] = Number(profile.Envelope.SizeZMm),
        };
    }
}
