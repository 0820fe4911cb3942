using System.Globalization;

namespace Fleet.Agent.Simulation;

/// <summary>
/// GRBL 1.1h: a 128-byte receive ring that loses what overruns it, one answer a line, real-time bytes picked out on arrival, and the
/// states Idle, Run, Hold, Jog, Home, Alarm, Door, Check, Sleep. Held to recorded conversations with the real firmware.
/// </summary>
sealed class SimulatedGrbl : SimulatedFirmware
{
    const double HomingSeconds = 12;

    readonly SimulatedGrblInput _input;
    readonly SimulatedGrblSettings _settings;
    readonly SimulatedGrblFactors _factors = new();
    readonly SimulatedGrblReport _report = new();
    readonly SimulatedGrblHold _hold;
    readonly SimulatedWait _wait = new();
    readonly GrblModes _modes = new();
    readonly bool _laser;
    readonly double[] _offset = new double[3];
    bool _locked, _critical, _check, _asleep, _statusAsked, _homing, _jogging, _dwelling;
    string? _pending;
    string _probe = "0.000,0.000,0.000:0";

    internal SimulatedGrbl(Profile profile, SimulationClock clock, SimulationRecord record, WireFaults faults)
        : base(profile, clock, record, faults)
    {
        _laser = profile.Kind == MachineKind.Laser;
        _hold = new SimulatedGrblHold(Planner);
        _input = new SimulatedGrblInput(profile.Firmware.ReceiveBufferBytes);
        _settings = new SimulatedGrblSettings(profile);
        _locked = _settings[22] != 0;
    }

    protected override string LineEnd => "\r\n";

    internal override double NextEvent
    {
        get
        {
            double next = Math.Min(Math.Min(base.NextEvent, _wait.LookAt), _hold.StandsAt);
            return next > Now ? next : double.PositiveInfinity;
        }
    }

    internal override void PortOpened() { }

    internal override void Reset()
    {
        // A reset while it moves, and not while it stands held, loses the position.
        bool moving = !Planner.Empty && (!Planner.Held || _hold.StillSlowing(Now)) || _homing;
        if (moving)
        {
            Say(_homing ? "ALARM:6" : "ALARM:3");
            _locked = true;
            if (_homing)
                Say("ok");
        }
        Planner.Clear(Now);
        _input.Forget();
        _pending = null;
        _wait.Forget();
        _homing = _jogging = _dwelling = _critical = _asleep = _check = false;
        _hold.Forget();
        _factors.Reset();
        Planner.SpeedFactor = 1;
        _modes.Reset();
        ToolDuty = 0;
        Say("");
        Say("Grbl 1.1h ['$' for help]");
        if (_locked)
            Say("[MSG:'$H'|'$X' to unlock]");
    }

    internal bool ToolStands => ToolDuty == 0;

    /// <summary>A limit switch closes: hard limit.</summary>
    internal void HitLimit() => Alarm(1, critical: true);

    /// <summary>As after power-up with homing required.</summary>
    internal void Lock() => _locked = true;

    internal void OpenDoor()
    {
        _hold.DoorOpen = true;
        Hold();
        Say("[MSG:Check Door]");
    }

    internal void CloseDoor() => _hold.DoorOpen = false;

    internal override void Receive(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
            switch (one)
            {
                case (byte)'?': _statusAsked = true; break;
                case (byte)'!': Hold(); break;
                case (byte)'~': _hold.CycleStart(Now); break;
                case 0x18: Reset(); break;
                case 0x84: OpenDoor(); CloseDoor(); break;
                case 0x85: CancelJog(); break;
                case >= 0x90 and <= 0x9D:
                    _factors.Take(one);
                    Planner.SpeedFactor = _factors.Feed / 100.0;
                    _report.FactorsChanged();
                    break;
                case >= 0x80: break;
                default: _input.Receive(one); break;
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
            if (_wait.On)
            {
                if (!_wait.Passed())
                    return;
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
            else if ((_pending = _input.ReadLine()) == null)
                return;
        }
    }

    void Execute(string line)
    {
        if (line == SimulatedGrblInput.Overlong)
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
        else if (line == "$G")
            SayAll(_modes.Report());
        else if (line == "$")
            SayAll("[HLP:$$ $# $G $I $N $x=val $Nx=line $J=line $SLP $C $X $H ~ ! ? ctrl-x]");
        else if (!Planner.Empty || Planner.Held)
            // Everything else reads or writes the EEPROM and wants a machine that stands.
            Say("error:8");
        else if (line == "$I")
            SayAll("[VER:1.1h.20190830:]", string.Create(CultureInfo.InvariantCulture, $"[OPT:V,{Profile.Firmware.PlannerBlocks - 1},{Profile.Firmware.ReceiveBufferBytes}]"));
        else if (line == "$#")
            SayAll("[G54:0.000,0.000,0.000]", "[G55:0.000,0.000,0.000]", "[G56:0.000,0.000,0.000]", "[G57:0.000,0.000,0.000]", "[G58:0.000,0.000,0.000]",
                "[G59:0.000,0.000,0.000]", "[G28:0.000,0.000,0.000]", "[G30:0.000,0.000,0.000]", $"[G92:{SimulatedGrblReport.Triple(_offset)}]", "[TLO:0.000]", $"[PRB:{_probe}]");
        else if (line == "$$")
            SayAll(_settings.List());
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
            _check = !_check;
            Say(_check ? "[MSG:Enabled]" : "[MSG:Disabled]");
            Say("ok");
            if (!_check)
                Reset();
        }
        else if (line == "$SLP")
        {
            Say("ok");
            _asleep = true;
        }
        else if (line.StartsWith("$H", StringComparison.Ordinal))
        {
            if (_settings[22] == 0)
                Say("error:5");
            else
                Home();
        }
        else
            Say(_settings.TrySet(line) ? "ok" : "error:3");
    }

    void Home()
    {
        _homing = true;
        double ends = Now + HomingSeconds;
        Wait(() => Now >= ends, () =>
        {
            _homing = false;
            _locked = false;
            double pullOff = _settings[27];
            for (int i = 0; i < 3; i++)
                Planner.SetPosition(i, -pullOff);
            Say("ok");
        });
        _wait.LookAt = ends;
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
                _wait.LookAt = ends;
            });
            return;
        }
        if (_modes.Offset is { } offset)
            for (int i = 0; i < 3; i++)
                if (offset[i] is { } wanted)
                    _offset[i] = Planner.Planned[i] - wanted;
        if (_modes.Probes)
        {
            Probe(line);
            return;
        }
        if (_modes.Motion is { } motion)
            foreach (double[] point in motion.Points(Planner.Planned, _offset))
            {
                double travel = _modes.Rapid ? 1e6 * _factors.Rapid / 100 : _modes.FeedMmPerMin / 60;
                Planner.Add([point[0], point[1], point[2], 0], travel, Now);
            }
        ToolDuty = !_modes.SpindleOn ? 0 : _laser ? Math.Clamp(_modes.Speed / Math.Max(1, _settings[30]), 0, 1) : 0.6;
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

    /// <summary>Where the probe touches, machine Z in mm; NaN for never.</summary>
    internal double ContactZMm { get; set; } = double.NaN;

    /// <summary>G38.2: down to the contact, or an alarm at the end of the way; an ok follows either.</summary>
    void Probe(string line) => Wait(() => Planner.Empty, () =>
    {
        double[] to = [.. _modes.Motion!.Points(Planner.Planned, _offset).Last(), 0];
        bool touches = !double.IsNaN(ContactZMm) && to[2] <= ContactZMm && Planner.Planned[2] > ContactZMm;
        if (touches)
            to[2] = ContactZMm;
        Planner.Add(to, _modes.FeedMmPerMin / 60, Now);
        Wait(() => Planner.Empty, () =>
        {
            _probe = $"{SimulatedGrblReport.Triple(to)}:{(touches ? 1 : 0)}";
            if (!touches)
                Alarm(5, critical: false);
            Say($"[PRB:{_probe}]");
            Done(line);
        });
    });

    void Done(string line)
    {
        Record.Executed(line);
        Say("ok");
    }

    void Wait(Func<bool> until, Action then) => _wait.For(until, then);

    void Hold()
    {
        bool idle = Planner.Empty && !_wait.On && !_hold.DoorOpen;
        if (!_homing && !(idle && _locked))
            _hold.Begin(Now, idle);
    }

    void CancelJog()
    {
        if (!_jogging)
            return;
        Planner.Clear(Now);
        _jogging = false;
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

    string Status() => _report.Compose(
        _asleep ? "Sleep" : _homing ? "Home" : _hold.DoorOpen ? "Door:1" : _locked ? "Alarm"
            : Planner.Held ? _hold.StillSlowing(Now) ? "Hold:1" : "Hold:0"
            : _check ? "Check" : _jogging ? "Jog" : Planner.Empty && (!_wait.On || _dwelling) ? "Idle" : "Run",
        Planner.PositionAt(Now),
        ((int)_settings[10] & 2) != 0 ? (Planner.Free, _input.FreeBytes) : null,
        Planner.Empty || Planner.Held ? 0 : _modes.FeedMmPerMin, _modes.SpindleOn ? _modes.Speed : 0, _offset, _factors);

    void SayAll(params string[] lines)
    {
        foreach (string line in lines)
            Say(line);
        Say("ok");
    }
}
