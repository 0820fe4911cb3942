using System.Text;

namespace Fleet.Agent.Simulation;

/// <summary>
/// A firmware with its machine: clock, planner, heaters, power. The languages derive from it. Everything runs on the machine's thread.
/// </summary>
abstract class SimulatedFirmware(Profile profile, SimulationClock clock, SimulationRecord record, WireFaults faults)
{
    const double LongestStep = 0.5;

    readonly List<byte> _output = [];
    double _advancedTo;

    protected Profile Profile { get; } = profile;
    protected SimulationClock Clock { get; } = clock;
    protected SimulationRecord Record { get; } = record;
    protected WireFaults Faults { get; } = faults;
    internal SimulatedPlanner Planner { get; } = new(profile);
    internal List<SimulatedHeater> Heaters { get; } = [];

    protected double Now => _advancedTo;

    /// <summary>Electrical power at this moment, W.</summary>
    internal double PowerW { get; private set; }

    /// <summary>Share of the tool's rated power in use: spindle turning, beam on.</summary>
    protected double ToolDuty { get; set; }

    /// <summary>The next moment at which something happens by itself, simulated seconds.</summary>
    internal virtual double NextEvent => Planner.NextEnd;

    internal abstract void Receive(ReadOnlySpan<byte> bytes);

    /// <summary>The host opened the port.</summary>
    internal abstract void PortOpened();

    /// <summary>The reset button.</summary>
    internal abstract void Reset();

    /// <summary>Continues whatever was waiting: heating, a dwell, a free place in the planner.</summary>
    protected abstract void Work();

    internal void Advance()
    {
        double until = Clock.Seconds;
        while (true)
        {
            double step = Math.Min(until - _advancedTo, LongestStep);
            double next = Math.Max(_advancedTo, Math.Min(_advancedTo + step, NextEvent));
            double seconds = next - _advancedTo;
            _advancedTo = next;
            Planner.Advance(next);
            foreach (var heater in Heaters)
                heater.Advance(seconds);
            PowerW = DrawnW();
            Record.Drew(PowerW * seconds / 3600);
            Work();
            if (next >= until)
                return;
        }
    }

    internal byte[] TakeOutput()
    {
        byte[] bytes = [.. _output];
        _output.Clear();
        return bytes;
    }

    protected virtual string LineEnd => "\n";

    protected void Say(string line)
    {
        string heard = Faults.Said == null ? line + LineEnd : Faults.Said(line);
        _output.AddRange(Encoding.Latin1.GetBytes(heard));
    }

    /// <summary>Bytes past every fault, for tests that shape the wire themselves.</summary>
    internal void SayRaw(string bytes) => _output.AddRange(Encoding.Latin1.GetBytes(bytes));

    /// <summary>Electronics and idle fans from the profile's ready state; heaters by their duty; motors and tool while they work.</summary>
    double DrawnW()
    {
        var power = Profile.Power;
        double watts = power.ReadyW;
        foreach (var heater in Heaters)
            watts += heater.PowerW;
        if (!Planner.Empty && !Planner.Held)
            watts += 0.1 * Math.Max(0, power.ProcessingW - power.ReadyW);
        return watts + ToolDuty * 0.9 * Math.Max(0, power.ProcessingW - power.ReadyW);
    }
}
