using System.Globalization;

namespace Fleet.Agent.Simulation;

/// <summary>
/// Marlin 2.1 with its queue, its line numbers, its heaters and its manners: busy every two seconds, resends that end in an ok, kill that
/// only a reset ends. Held to recorded conversations with the real firmware.
/// </summary>
sealed class SimulatedMarlin : SimulatedFirmware
{
    const double BusyEvery = 2;

    readonly SimulatedMarlinTraits _traits;
    readonly SimulatedMarlinInput _input;
    readonly SimulatedMarlinMotion _motion;
    readonly SimulatedMarlinHeat _heat;
    readonly SimulatedWait _wait = new();
    bool _killed, _waitsForPerson;
    double _bootsAt = double.PositiveInfinity, _busyAt, _reportEvery, _reportAt;

    internal SimulatedMarlin(Profile profile, SimulationClock clock, SimulationRecord record, WireFaults faults, SimulatedMarlinTraits traits)
        : base(profile, clock, record, faults)
    {
        _traits = traits;
        _input = new SimulatedMarlinInput(profile, traits, Say, Kill);
        _motion = new SimulatedMarlinMotion(Planner, record);
        _heat = new SimulatedMarlinHeat(profile);
        Heaters.AddRange(_heat.All);
        Boot();
    }

    /// <summary>The number of the last line that was taken; tests make it lose its place.</summary>
    internal long LastNumber { get => _input.LastNumber; set => _input.LastNumber = value; }

    internal bool Killed => _killed;

    internal override double NextEvent
    {
        get
        {
            double next = Math.Min(Math.Min(base.NextEvent, _wait.LookAt), _bootsAt);
            if (_wait.On)
                next = Math.Min(next, Math.Max(Now, _busyAt));
            if (_reportEvery > 0)
                next = Math.Min(next, Math.Max(Now, _reportAt));
            return next > Now ? next : double.PositiveInfinity;
        }
    }

    internal override void PortOpened()
    {
        if (_traits.ResetsOnOpen || _killed)
            Reset();
    }

    internal override void Reset()
    {
        Planner.Clear(Now);
        _heat.Off();
        Boot();
        _bootsAt = Now + _traits.BootSeconds;
        if (_traits.BootSeconds == 0)
            Greet();
    }

    void Greet()
    {
        _bootsAt = double.PositiveInfinity;
        Say("start");
        Say("");
        Say($"Marlin {_traits.Version}");
        Say("echo: Last Updated: 2024-10-13 | Author: (none, default config)");
        Say("echo: Compiled: Nov 23 2026");
        Say($"echo: Free Memory: 4094  PlannerBufferBytes: {16 * 76}");
        Say("//action:prompt_end");
    }

    internal void Kill(string reason)
    {
        if (reason.Length > 0)
            Say(reason);
        Say("Error:Printer halted. kill() called!");
        Say("//action:poweroff");
        _killed = true;
        Planner.Clear(Now);
        _heat.Off();
        Forget();
    }

    /// <summary>A button on the printer's own screen: ends a wait for a person.</summary>
    internal void PressButton() => _input.BreakWait = true;

    internal override void Receive(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
            _input.Receive(one, _killed || Booting);
        if (_input.QuickStop)
        {
            _input.QuickStop = false;
            Planner.Clear(Now);
        }
        Work();
    }

    bool Booting => _bootsAt < double.PositiveInfinity;

    protected override void Work()
    {
        if (Booting && Now >= _bootsAt)
            Greet();
        if (_killed || Booting)
            return;
        _input.ReadLines();
        while (true)
        {
            if (_wait.On)
            {
                if (!_wait.Passed())
                {
                    Busy();
                    break;
                }
            }
            else if (_input.TryPeek(out string text, out long number))
                Execute(text, number);
            else
                break;
            if (_killed)
                return;
            _input.ReadLines();
        }
        if (_reportEvery > 0 && Now >= _reportAt)
        {
            _reportAt = Now + _reportEvery;
            Say(" " + _heat.Report());
        }
    }

    void Boot()
    {
        _killed = _heat.ColdAllowed = false;
        _reportEvery = 0;
        Planner.SpeedFactor = 1;
        _input.Boot();
        _motion.Boot();
        Forget();
    }

    void Forget()
    {
        _input.Forget();
        _wait.Forget();
        _waitsForPerson = false;
    }

    /// <summary>Asks for a line as if its sum had been wrong; for fault tests.</summary>
    internal void AskFor(long number)
    {
        Say($"Error:checksum mismatch, Last Line: {number - 1}");
        Say($"Resend: {number}");
        Say("ok");
    }

    void Execute(string text, long number)
    {
        if (Faults.BeforeCommand is { } fault && !fault(text))
            return;
        if (_killed || _input.Waiting == 0)
            return;
        string code = text.Split(' ')[0];
        int letters = 1;
        while (letters < code.Length && (char.IsAsciiDigit(code[letters]) || code[letters] == '.'))
            letters++;
        code = code[..letters].ToUpperInvariant();
        bool textual = code is "M117" or "M118" or "M0" or "M1" or "M862" || code.StartsWith("M862.", StringComparison.Ordinal);
        var words = GcodeWords.Read(textual ? "" : text, out var read, valuesOptional: true) == 0 ? read : null;
        if (words == null)
            GcodeWords.Read("", out words, valuesOptional: true);
        if (code is "G0" or "G1" or "G2" or "G3" && Planner.Free <= 0)
        {
            Wait(() => Planner.Free > 0, null);
            return;
        }
        void Done()
        {
            _input.Done();
            if (code is not ("M105" or "M110" or "M114" or "M115" or "M155" or "M108"))
                Record.Executed(text);
            if (code == "M105")
                Say("ok " + _heat.Report());
            else
                Ok(number);
        }
        switch (code)
        {
            case "G0" or "G1": _motion.Line(words!, _heat.Tool, MayExtrude, Now); Done(); break;
            case "G2" or "G3":
                var segments = _motion.Arc(words!, clockwise: code == "G2", _heat.Tool, MayExtrude, () => Now).GetEnumerator();
                Wait(() =>
                {
                    while (Planner.Free > 0)
                        if (!segments.MoveNext())
                            return true;
                    return false;
                }, Done);
                break;
            case "G4": Wait(() => Planner.Empty, () => Until(Now + words!['S', words['P'] / 1000], Done)); break;
            case "G28" or "G29" or "G80" or "G34":
                Wait(() => Planner.Empty, () => Until(Now + HomingSeconds(code), () => { Home(words!, code); Done(); }));
                break;
            case "G90" or "G91": _motion.SetRelative(code == "G91", _traits.ModesCoverExtruder); Done(); break;
            case "M82" or "M83": _motion.SetRelativeExtrusion(code == "M83"); Done(); break;
            case "G20" or "G21": _motion.SetInches(code == "G20"); Done(); break;
            case "G92": _motion.SetPosition(words!); Done(); break;
            case "M104" or "M109": Heat(words!, bed: false, wait: code == "M109", Done); break;
            case "M140" or "M190" when _heat.HasBed: Heat(words!, bed: true, wait: code == "M190", Done); break;
            case "M400": Wait(() => Planner.Empty, Done); break;
            case "M114": Say(_motion.Report()); Done(); break;
            case "M115": Identify(); Done(); break;
            case "M155": _reportEvery = words!['S']; _reportAt = Now + _reportEvery; Done(); break;
            case "M220": Planner.SpeedFactor = words!['S', 100] / 100; Done(); break;
            case "M221": _motion.Flow = words!['S', 100] / 100; Done(); break;
            case "M302": _heat.ColdAllowed = words!['P', 1] > 0 || words.Has('S') && words['S'] == 0; Done(); break;
            case "M118": Say(text.Length > 5 ? text[5..] : ""); Done(); break;
            case "M503": Settings(); Done(); break;
            case "M0" or "M1" when _traits.Prompts || _traits.EmergencyParser: WaitForPerson(text.Length > 3 ? text[3..] : "Click to continue", Done); break;
            case "M600": WaitForPerson("Filament Change", Done); break;
            default:
                if (code.Length > 1 && code[0] == 'T')
                    _heat.Choose((int)SimulatedMarlinInput.LeadingNumber(code, 1));
                else if (!_traits.Knows(code))
                    Say($"echo:Unknown command: \"{text}\"");
                Done();
                break;
        }
    }

    void Ok(long number)
    {
        if (!_traits.AdvancedOk)
        {
            Say("ok");
            return;
        }
        // B tops out one below the queue's length, as in the real firmware.
        int slots = Math.Min(_traits.QueueLines - 1, _traits.QueueLines - _input.Waiting - 1);
        Say(number >= 0 ? $"ok N{number} P{Planner.Free} B{Math.Max(0, slots)}" : $"ok P{Planner.Free} B{Math.Max(0, slots)}");
    }

    void Wait(Func<bool> until, Action? then)
    {
        _wait.For(until, then);
        _busyAt = Now + BusyEvery;
    }

    void Until(double time, Action then)
    {
        Planner.ExpectIdle();
        Wait(() => Now >= time, then);
        _wait.LookAt = time;
    }

    void Busy()
    {
        if (Now < _busyAt)
            return;
        _busyAt = Now + BusyEvery;
        if (_traits.SaysBusy)
            Say(_waitsForPerson ? "echo:busy: paused for user" : "echo:busy: processing");
    }

    void WaitForPerson(string message, Action done)
    {
        Wait(() => Planner.Empty, () =>
        {
            Say("//action:prompt_end");
            Say($"//action:prompt_begin {message.Trim()}");
            Say("//action:prompt_button Continue");
            Say("//action:prompt_show");
            _input.BreakWait = false;
            _waitsForPerson = true;
            Planner.ExpectIdle();
            Wait(() => _input.BreakWait, () =>
            {
                _waitsForPerson = false;
                Say("//action:prompt_end");
                done();
            });
        });
    }

    void Heat(GcodeWords words, bool bed, bool wait, Action done)
    {
        var reached = _heat.Set(words, bed);
        if (!wait || reached == null)
        {
            done();
            return;
        }
        _input.BreakWait = false;
        Planner.ExpectIdle();
        Wait(() =>
        {
            _wait.LookAt = Now + 0.25;
            return _input.BreakWait || reached(Now);
        }, done);
    }

    double HomingSeconds(string code) => code switch
    {
        "G28" => (Profile.Envelope.SizeXMm + Profile.Envelope.SizeYMm) / 2 / Profile.Motion.HomingFeedMmPerS + 4,
        _ => Profile.Motion.ProbingSeconds,
    };

    void Home(GcodeWords words, string code)
    {
        _motion.Home(words, all: code != "G28" || !words.Has('X') && !words.Has('Y') && !words.Has('Z'));
        if (code == "G28")
            Say(_motion.Report());
    }

    bool MayExtrude()
    {
        if (_heat.MayExtrude)
            return true;
        Say("echo: cold extrusion prevented");
        return false;
    }

    void Identify()
    {
        foreach (string line in _traits.Identity(Profile))
            Say(line);
    }

    void Settings()
    {
        var motion = Profile.Motion;
        Say("echo:; Linear Units:");
        Say("echo:  G21 ; (mm)");
        Say(string.Create(CultureInfo.InvariantCulture, $"echo:  M203 X{motion.MaxFeedMmPerS.X:0.00} Y{motion.MaxFeedMmPerS.Y:0.00} Z{motion.MaxFeedMmPerS.Z:0.00} E{motion.MaxFeedMmPerS.E:0.00}"));
    }
}
