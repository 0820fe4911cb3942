namespace Fleet.Agent.Simulation;

/// <summary>
/// One machine that does not exist: firmware with its planner, heaters and power behind a real pseudo-terminal, on a clock that may run
/// faster than the wall's.
/// </summary>
sealed class SimulatedMachine : IDisposable
{
    readonly Thread _thread;
    readonly string _path;
    readonly object _gate = new();
    readonly PacedWire? _wire;
    volatile bool _ended;
    PseudoTerminal? _port;
    long _usedAt;

    /// <param name="path">Where the port shall appear; a symbolic link to the pseudo-terminal.</param>
    /// <param name="speed">1 is real time.</param>
    /// <param name="wireBaud">Bytes from the host arrive no faster than a wire of this rate carries them, in real time; null: at once.</param>
    /// <param name="traits">Of a Marlin-family firmware; null takes those of the profile's family.</param>
    internal SimulatedMachine(Profile profile, string path, double speed = 1, SimulatedMarlinTraits? traits = null, WireFaults? faults = null, int? wireBaud = null)
    {
        Profile = profile;
        _path = path;
        _wire = wireBaud is { } baud ? new PacedWire(baud, TimeProvider.System) : null;
        Faults = faults ?? new WireFaults();
        Clock = new SimulationClock(TimeProvider.System, speed);
        Firmware = profile.Firmware.Family is FirmwareFamily.Grbl or FirmwareFamily.GrblHal or FirmwareFamily.FluidNc
            ? new SimulatedGrbl(profile, Clock, Record, Faults)
            : new SimulatedMarlin(profile, Clock, Record, Faults, traits ?? SimulatedMarlinTraits.For(profile));
        _port = new PseudoTerminal(path);
        _usedAt = TimeProvider.System.GetTimestamp();
        _thread = new Thread(Work) { Name = $"simulated {profile.Id}", IsBackground = true };
        _thread.Start();
    }

    internal Profile Profile { get; }
    internal SimulationClock Clock { get; }
    internal SimulationRecord Record { get; } = new();
    internal WireFaults Faults { get; }
    internal SimulatedFirmware Firmware { get; }

    /// <summary>The path to give to a driver.</summary>
    internal string Port => Path.GetFullPath(_path);

    /// <summary>Since when no program has the port open.</summary>
    internal TimeSpan Unused => TimeProvider.System.GetElapsedTime(Volatile.Read(ref _usedAt));

    /// <summary>Does something to the firmware between two of its turns.</summary>
    internal void With(Action<SimulatedFirmware> act)
    {
        lock (_gate)
            act(Firmware);
    }

    /// <summary>The cable is pulled; the board keeps its power.</summary>
    internal void Unplug()
    {
        lock (_gate)
        {
            _port?.Dispose();
            _port = null;
        }
    }

    /// <summary>The cable is back; a new device stands behind the old link.</summary>
    /// <param name="path">Another name, as after <c>ttyUSB0</c> became <c>ttyUSB1</c>; null for the old one.</param>
    internal void Plug(string? path = null)
    {
        lock (_gate)
            _port ??= new PseudoTerminal(path ?? _path);
    }

    public void Dispose()
    {
        _ended = true;
        _thread.Join(TimeSpan.FromSeconds(5));
        Unplug();
    }

    byte[] OnTheWire(PseudoTerminal port, byte[] bytes) =>
        bytes.Length > 0 && Faults.Baud is { } baud && baud != port.Baud ? WireFaults.Garble(bytes) : bytes;

    void Work()
    {
        var buffer = new byte[4096];
        bool opened = false;
        while (!_ended)
        {
            PseudoTerminal? port;
            int wait;
            lock (_gate)
            {
                Firmware.Advance();
                port = Faults.Deaf ? null : _port;
                if (port != null)
                    port.Write(OnTheWire(port, Firmware.TakeOutput()));
                wait = Math.Min(Clock.RealMsUntil(Firmware.NextEvent), 20);
            }
            if (port == null)
            {
                Thread.Sleep(Math.Max(1, Math.Min(wait, 10)));
                continue;
            }
            int count;
            try
            {
                count = _wire == null ? port.Read(buffer, wait) : _wire.Read(port, buffer, wait);
            }
            catch (ObjectDisposedException)
            {
                continue;
            }
            lock (_gate)
            {
                if (port.Opened)
                    Volatile.Write(ref _usedAt, TimeProvider.System.GetTimestamp());
                if (port.Opened && !opened)
                    Firmware.PortOpened();
                opened = port.Opened;
                if (count > 0)
                {
                    Firmware.Advance();
                    Firmware.Receive(Faults.Heard == null && Faults.Baud == null ? buffer.AsSpan(0, count) : OnTheWire(port, Faults.Heard?.Invoke(buffer[..count]) ?? buffer[..count]));
                }
                if (_port == port)
                    port.Write(OnTheWire(port, Firmware.TakeOutput()));
            }
        }
    }
}
