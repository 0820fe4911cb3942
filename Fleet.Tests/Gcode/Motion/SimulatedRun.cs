using System.Text;
using Fleet.Agent.Simulation;
using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode.Motion;

/// <summary>The agent's simulated firmware executes a program on a clock that jumps from event to event: hours in seconds, without a port.</summary>
sealed class SimulatedRun
{
    readonly SteppedTime _time = new();
    readonly SimulatedFirmware _firmware;

    SimulatedRun(Profile profile)
    {
        var clock = new SimulationClock(_time, 1);
        var record = new SimulationRecord { KeepLines = false };
        _firmware = profile.Firmware.Family == FirmwareFamily.Grbl
            ? new SimulatedGrbl(profile, clock, record, new WireFaults())
            : new SimulatedMarlin(profile, clock, record, new WireFaults(), SimulatedMarlinTraits.For(profile));
    }

    /// <summary>Seconds from the first line to the standstill after the last.</summary>
    public static double Seconds(Profile profile, IEnumerable<string> lines)
    {
        var run = new SimulatedRun(profile);
        foreach (string line in lines)
            run.Send(line);
        while (!run._firmware.Planner.Empty)
            run.ToNextEvent();
        Assert.InRange(run._firmware.Planner.StarvedSeconds, 0, 0.01);
        return run._time.Seconds;
    }

    void Send(string line)
    {
        _firmware.Receive(Encoding.Latin1.GetBytes(line + "\n"));
        while (true)
        {
            string said = Encoding.Latin1.GetString(_firmware.TakeOutput());
            Assert.DoesNotContain("rror", said, StringComparison.Ordinal);
            if (said.Contains("ok", StringComparison.Ordinal))
                return;
            ToNextEvent();
        }
    }

    void ToNextEvent()
    {
        double next = _firmware.NextEvent;
        Assert.True(double.IsFinite(next), "The simulated firmware waits for nothing.");
        _time.GoTo(next);
        _firmware.Advance();
    }

    sealed class SteppedTime : TimeProvider
    {
        long _ticks;

        public double Seconds => (double)_ticks / TimestampFrequency;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void GoTo(double seconds) => _ticks = Math.Max(_ticks, (long)Math.Ceiling(seconds * TimestampFrequency));
    }
}
