using System.Globalization;
using System.Text;

namespace Fleet.Agent.Simulation;

/// <summary>
/// Marlin 2.1 with its queue, its line numbers, its heaters and its manners: busy every two seconds, resends that end in an ok, kill that
/// only a reset ends. Held to recorded conversations with the real firmware.
/// </summary>
sealed class SimulatedMarlin : SimulatedFirmware
{
    const int LineBytes = 95;
    const double BusyEvery = 2, Residency = 10, MinimumExtrusionC = 170;

    readonly SimulatedMarlinTraits _traits;
    readonly Queue<byte> _receive = new();
    readonly Queue<(string Text, long Number)> _queue = new();
    readonly StringBuilder _line = new();
    readonly SimulatedMeatPack _meatPack = new();
    readonly StringBuilder _emergency = new();
    readonly SimulatedHeater[] _nozzles;
    readonly SimulatedHeater? _bed;
    long _lastNumber;
    bool _killed, _comment, _relative, _relativeExtrusion, _inches, _breakWait, _coldAllowed;
    Func<bool>? _until;
    Action? _then;
    double _busyAt, _untilTime = double.PositiveInfinity, _reportEvery, _reportAt, _inWindowSince = double.NaN;
    int _tool;
    double _feed = 1500, _flow = 1, _e;
    double[] _logical = new double[3];

    internal SimulatedMarlin(Profile profile, SimulationClock clock, SimulationRecord record, WireFaults faults, SimulatedMarlinTraits traits)
        : base(profile, clock, record, faults)
    {
        _traits = traits;
        _nozzles = [.. profile.Tools.Select((tool, i) => new SimulatedHeater($"T{i}", tool.HeaterW, 25, 215, tool.HeatUpSeconds))];
        Heaters.AddRange(_nozzles);
        if (profile.Bed is { } bed)
            Heaters.Add(_bed = new SimulatedHeater("B", bed.HeaterW, 25, 60, bed.HeatUpSeconds));
        Boot();
    }

    internal long LastNumber { get => _lastNumber; set => _lastNumber = value; }

    internal bool Killed => _killed;

    internal override double NextEvent
    {
        get
        {
            double next = Math.Min(base.NextEvent, _untilTime);
            if (_until != null)
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
        foreach (var heater in Heaters)
            heater.TargetC = 0;
        Boot();
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
        foreach (var heater in Heaters)
            heater.TargetC = 0;
        Forget();
    }

    /// <summary>A button on the printer's own screen: ends a wait for a person.</summary>
    internal void PressButton() => _breakWait = true;

    internal override void Receive(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            if (_traits.EmergencyParser)
                WatchEmergency(one);
            if (_killed)
                continue;
            if (_receive.Count >= Profile.Firmware.ReceiveBufferBytes)
                ReadLines();
            // What the ring cannot hold is gone, as on a UART.
            if (_receive.Count < Profile.Firmware.ReceiveBufferBytes)
                _receive.Enqueue(one);
        }
        Work();
    }

    protected override void Work()
    {
        if (_killed)
            return;
        ReadLines();
        while (true)
        {
            if (_until is { } until)
            {
                if (!until())
                {
                    Busy();
                    break;
                }
                _until = null;
                _untilTime = double.PositiveInfinity;
                var then = _then;
                _then = null;
                then?.Invoke();
            }
            else if (_queue.TryPeek(out var command))
                Execute(command.Text, command.Number);
            else
                break;
            if (_killed)
                return;
            ReadLines();
        }
        if (_reportEvery > 0 && Now >= _reportAt)
        {
            _reportAt = Now + _reportEvery;
            Say(" " + Temperatures());
        }
    }

    void Boot()
    {
        _killed = false;
        _meatPack.Reset();
        _lastNumber = 0;
        _relative = _relativeExtrusion = _inches = _coldAllowed = false;
        _reportEvery = 0;
        _feed = 1500;
        _flow = 1;
        Planner.SpeedFactor = 1;
        Forget();
    }

    void Forget()
    {
        _receive.Clear();
        _queue.Clear();
        _line.Clear();
        _comment = false;
        _until = null;
        _then = null;
        _untilTime = double.PositiveInfinity;
    }

    void WatchEmergency(byte one)
    {
        if (one is (byte)'\n' or (byte)'\r')
        {
            string text = _emergency.ToString().Trim();
            _emergency.Clear();
            if (text.StartsWith('N') && text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank)
                text = text[(blank + 1)..];
            if (text.StartsWith("M112", StringComparison.Ordinal))
                Kill("echo:M112 Shutdown");
            else if (text.StartsWith("M108", StringComparison.Ordinal) || text.StartsWith("M876", StringComparison.Ordinal))
                _breakWait = true;
            else if (text.StartsWith("M410", StringComparison.Ordinal))
                Planner.Clear(Now);
        }
        else if (_emergency.Length < 40)
            _emergency.Append((char)one);
    }

    /// <summary>Moves whole lines from the receive ring into free places of the command queue, checking number and sum as they come.</summary>
    void ReadLines()
    {
        while (_queue.Count < _traits.QueueLines && _receive.TryDequeue(out byte one))
        {
            if (!_traits.MeatPack)
                TakeByte(one);
            else if (_meatPack.Take(one, TakeByte))
                Say($"[MP] PV01 {(_meatPack.On ? "ON" : "OFF")} {(_meatPack.NoSpaces ? "NSP" : "ESP")}");
        }
    }

    void TakeByte(byte one)
    {
        if (one is (byte)'\n' or (byte)'\r')
        {
            string line = _line.ToString().TrimStart(' ');
            _line.Clear();
            _comment = false;
            if (line.Length > 0)
                TakeLine(line);
        }
        else if (one == ';')
            _comment = true;
        else if (!_comment && _line.Length < LineBytes)
            _line.Append((char)one);
    }

    void TakeLine(string line)
    {
        long number = -1;
        if (line[0] == 'N')
        {
            int star = line.LastIndexOf('*');
            int m110 = line.IndexOf("M110", StringComparison.Ordinal);
            int from = m110 > 0 && line.IndexOf('N', m110) is > 0 and var second && !_traits.IgnoresM110 ? second : 0;
            number = LeadingNumber(line, from + 1);
            if (number != _lastNumber + 1 && (m110 < 0 || _traits.IgnoresM110))
            {
                if (_traits.DropsDuplicates && number >= _lastNumber - 1 && number <= _lastNumber)
                    return;
                Complain("Line Number is not Last Line Number+1");
                return;
            }
            if (star < 0)
            {
                Complain("No Checksum with line number");
                return;
            }
            int sum = 0;
            for (int i = 0; i < star; i++)
                sum ^= line[i];
            if (!int.TryParse(line.AsSpan(star + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int told) || told != sum)
            {
                Complain("checksum mismatch");
                return;
            }
            _lastNumber = number;
            int blank = 1;
            while (blank < star && char.IsAsciiDigit(line[blank]))
                blank++;
            line = line[blank..star].Trim();
        }
        else if (line.StartsWith("M112", StringComparison.Ordinal))
        {
            Kill("echo:M112 Shutdown");
            return;
        }
        else if (line.StartsWith("M108", StringComparison.Ordinal))
            _breakWait = true;
        _queue.Enqueue((line, number));
    }

    void Complain(string what)
    {
        Say($"Error:{what}, Last Line: {_lastNumber}");
        _receive.Clear();
        _line.Clear();
        Say($"Resend: {_lastNumber + 1}");
        Say("ok");
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
        if (_killed || _queue.Count == 0)
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
            _queue.TryDequeue(out _);
            if (code is not ("M105" or "M110" or "M114" or "M115" or "M155" or "M108"))
                Record.Executed(text);
            if (code == "M105")
                Say("ok " + Temperatures());
            else
                Ok(number);
        }
        switch (code)
        {
            case "G0" or "G1": Move(words!, Target(words!)); Done(); break;
            case "G2" or "G3": Arc(words!, clockwise: code == "G2"); Done(); break;
            case "G4": Wait(() => Planner.Empty, () => Until(Now + words!['S', words['P'] / 1000], Done)); break;
            case "G28" or "G29" or "G80" or "G34":
                Wait(() => Planner.Empty, () => Until(Now + HomingSeconds(code), () => { Home(words!, code); Done(); }));
                break;
            case "G90": _relative = false; if (_traits.ModesCoverExtruder) _relativeExtrusion = false; Done(); break;
            case "G91": _relative = true; if (_traits.ModesCoverExtruder) _relativeExtrusion = true; Done(); break;
            case "M82": _relativeExtrusion = false; Done(); break;
            case "M83": _relativeExtrusion = true; Done(); break;
            case "G20": _inches = true; Done(); break;
            case "G21": _inches = false; Done(); break;
            case "G92": SetPosition(words!); Done(); break;
            case "M104" or "M109": Heat(_nozzles[Math.Clamp((int)words!['T', _tool], 0, _nozzles.Length - 1)], words, code == "M109", Done); break;
            case "M140" or "M190" when _bed != null: Heat(_bed, words!, code == "M190", Done); break;
            case "M400": Wait(() => Planner.Empty, Done); break;
            case "M114": Say(PositionLine()); Done(); break;
            case "M115": Identify(); Done(); break;
            case "M155": _reportEvery = words!['S']; _reportAt = Now + _reportEvery; Done(); break;
            case "M220": Planner.SpeedFactor = words!['S', 100] / 100; Done(); break;
            case "M221": _flow = words!['S', 100] / 100; Done(); break;
            case "M302": _coldAllowed = words!['P', 1] > 0 || words.Has('S') && words['S'] == 0; Done(); break;
            case "M118": Say(text.Length > 5 ? text[5..] : ""); Done(); break;
            case "M503": Settings(); Done(); break;
            case "M0" or "M1": WaitForPerson(text.Length > 3 ? text[3..] : "Click to continue", Done); break;
            case "M600": WaitForPerson("Filament Change", Done); break;
            default:
                if (code.Length > 1 && code[0] == 'T')
                    _tool = Math.Clamp((int)LeadingNumber(code, 1), 0, _nozzles.Length - 1);
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
        int slots = Math.Min(_traits.QueueLines - 1, _traits.QueueLines - _queue.Count - 1);
        Say(number >= 0 ? $"ok N{number} P{Planner.Free} B{Math.Max(0, slots)}" : $"ok P{Planner.Free} B{Math.Max(0, slots)}");
    }

    void Wait(Func<bool> until, Action? then)
    {
        _until = until;
        _then = then;
        _busyAt = Now + BusyEvery;
    }

    void Until(double time, Action then)
    {
        _untilTime = time;
        Planner.ExpectIdle();
        Wait(() => Now >= time, then);
        _untilTime = time;
    }

    void Busy()
    {
        if (Now < _busyAt)
            return;
        _busyAt = Now + BusyEvery;
        if (_traits.SaysBusy)
            Say(_waitsForPerson ? "echo:busy: paused for user" : "echo:busy: processing");
    }

    bool _waitsForPerson;

    void WaitForPerson(string message, Action done)
    {
        Wait(() => Planner.Empty, () =>
        {
            Say("//action:prompt_end");
            Say($"//action:prompt_begin {message.Trim()}");
            Say("//action:prompt_button Continue");
            Say("//action:prompt_show");
            _breakWait = false;
            _waitsForPerson = true;
            Planner.ExpectIdle();
            Wait(() => _breakWait, () =>
            {
                _waitsForPerson = false;
                Say("//action:prompt_end");
                done();
            });
        });
    }

    void Heat(SimulatedHeater heater, GcodeWords words, bool wait, Action done)
    {
        bool cooling = words.Has('R');
        if (words.Has('S') || cooling)
            heater.TargetC = cooling ? words['R'] : words['S'];
        if (!wait || heater.TargetC <= SimulatedHeater.RoomC)
        {
            done();
            return;
        }
        _breakWait = false;
        _inWindowSince = double.NaN;
        Planner.ExpectIdle();
        double residency = heater == _bed ? 0 : Residency;
        Wait(() =>
        {
            if (_breakWait)
                return true;
            bool close = heater.AtTarget || !cooling && heater.TemperatureC > heater.TargetC;
            _inWindowSince = !close ? double.NaN : double.IsNaN(_inWindowSince) ? Now : _inWindowSince;
            _untilTime = Now + 0.25;
            return close && Now - _inWindowSince >= residency;
        }, done);
    }

    double HomingSeconds(string code) => code switch
    {
        "G28" => (Profile.Envelope.SizeXMm + Profile.Envelope.SizeYMm) / 2 / Profile.Motion.HomingFeedMmPerS + 4,
        _ => Profile.Motion.ProbingSeconds,
    };

    void Home(GcodeWords words, string code)
    {
        bool all = code != "G28" || !words.Has('X') && !words.Has('Y') && !words.Has('Z');
        for (int i = 0; i < 3; i++)
            if (all || words.Has("XYZ"[i]))
            {
                _logical[i] = 0;
                Planner.SetPosition(i, 0);
            }
        if (code == "G28")
            Say(PositionLine());
    }

    double[] Target(GcodeWords words)
    {
        double unit = _inches ? 25.4 : 1;
        if (words.Has('F') && words['F'] > 0)
            _feed = words['F'] * unit;
        for (int i = 0; i < 3; i++)
            if (words.Has("XYZ"[i]))
                _logical[i] = words["XYZ"[i]] * unit + (_relative ? _logical[i] : 0);
        return [.. _logical];
    }

    void Move(GcodeWords words, double[] to)
    {
        double unit = _inches ? 25.4 : 1, pushed = 0;
        if (words.Has('E'))
        {
            double next = words['E'] * unit + (_relativeExtrusion ? _e : 0);
            pushed = (next - _e) * _flow;
            _e = next;
            if (pushed != 0 && !_coldAllowed && _nozzles[_tool].TemperatureC < MinimumExtrusionC)
            {
                Say("echo: cold extrusion prevented");
                pushed = 0;
            }
        }
        Record.Extruded(_tool, pushed);
        Planner.Add([to[0], to[1], to[2], Planner.Planned[3] + pushed], _feed / 60, Now);
    }

    /// <summary>Chopped into segments of about a millimetre; the last carries what the arithmetic left.</summary>
    void Arc(GcodeWords words, bool clockwise)
    {
        double[] from = [.. _logical];
        double[] to = Target(words);
        double i = words['I'], j = words['J'];
        double centreX = from[0] + i, centreY = from[1] + j, radius = Math.Sqrt(i * i + j * j);
        double start = Math.Atan2(from[1] - centreY, from[0] - centreX), end = Math.Atan2(to[1] - centreY, to[0] - centreX);
        double sweep = clockwise ? start - end : end - start;
        if (sweep <= 1e-9)
            sweep += 2 * Math.PI;
        int count = Math.Max(1, (int)Math.Floor(radius * sweep));
        GcodeWords.Read("", out var none, valuesOptional: true);
        for (int k = 1; k < count; k++)
        {
            double angle = start + (clockwise ? -1 : 1) * sweep * k / count;
            Planner.Add([centreX + radius * Math.Cos(angle), centreY + radius * Math.Sin(angle), from[2] + (to[2] - from[2]) * k / count, Planner.Planned[3]], _feed / 60, Now);
        }
        Move(words, to);
    }

    void SetPosition(GcodeWords words)
    {
        for (int i = 0; i < 3; i++)
            if (words.Has("XYZ"[i]))
            {
                _logical[i] = words["XYZ"[i]];
                Planner.SetPosition(i, _logical[i]);
            }
        if (words.Has('E'))
            _e = words['E'];
    }

    string PositionLine() => string.Create(CultureInfo.InvariantCulture,
        $"X:{_logical[0]:0.00} Y:{_logical[1]:0.00} Z:{_logical[2]:0.00} E:{_e:0.00} Count X:{_logical[0] * 80:0} Y:{_logical[1] * 80:0} Z:{_logical[2] * 400:0}");

    string Temperatures()
    {
        var text = new StringBuilder();
        void Add(string name, SimulatedHeater heater) =>
            text.Append(CultureInfo.InvariantCulture, $"{name}:{heater.TemperatureC:0.00} /{heater.TargetC:0.00} ");
        Add("T", _nozzles[_tool]);
        if (_bed != null)
            Add("B", _bed);
        if (_nozzles.Length > 1)
            foreach (var nozzle in _nozzles)
                Add(nozzle.Name, nozzle);
        text.Append(CultureInfo.InvariantCulture, $"@:{_nozzles[_tool].Duty * 127:0}");
        if (_bed != null)
            text.Append(CultureInfo.InvariantCulture, $" B@:{_bed.Duty * 127:0}");
        return text.ToString();
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

    static long LeadingNumber(string text, int from)
    {
        int end = from;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return long.TryParse(text.AsSpan(from, end - from), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : -1;
    }
}
