using Fleet.Agent.Drivers;
using Fleet.Agent.Simulation;
using Fleet.Core.Machines;
using Fleet.Tests.Faults;

namespace Fleet.Tests.Drivers;

/// <summary>Rate and language are found within five seconds, by the probe's own clock.</summary>
public sealed class FirmwareProbeTests
{
    [Theory]
    [InlineData(115_200)]
    [InlineData(250_000)]
    [InlineData(1_000_000)]
    [InlineData(57_600)]
    public void A_printer_is_found_at_its_rate(int baud)
    {
        var answer = Ask(RigMachines.Printer(), new WireFaults { Baud = baud });
        Assert.Equal((FirmwareFamily.Marlin, baud), (answer.Family, answer.Baud));
        Assert.StartsWith("Marlin", answer.Firmware, StringComparison.Ordinal);
    }

    [Fact]
    public void A_controller_is_found_and_named_by_its_build()
    {
        var answer = Ask(RigMachines.Router());
        Assert.Equal((FirmwareFamily.Grbl, "Grbl 1.1h.20190830"), (answer.Family, answer.Firmware));
    }

    /// <summary>The first question falls into the bootloader; three seconds later the board is there, at the second rate tried.</summary>
    [Fact]
    public void A_board_that_boots_slowly_at_another_rate_is_found()
    {
        var answer = Ask(RigMachines.Printer(), new WireFaults { Baud = 250_000 }, new SimulatedMarlinTraits { ResetsOnOpen = true, BootSeconds = 3 });
        Assert.Equal((FirmwareFamily.Marlin, 250_000), (answer.Family, answer.Baud));
    }

    [Fact]
    public void Noise_before_and_between_the_words_is_passed_over()
    {
        var faults = new WireFaults { Said = line => "\u00fe\u0080\u00c3\u0001" + line + "\r\n" };
        Assert.Equal(FirmwareFamily.Grbl, Ask(RigMachines.Router(), faults).Family);
    }

    [Fact]
    public void A_silent_port_is_told_from_one_that_says_something_else()
    {
        var silent = Ask(RigMachines.Printer(), new WireFaults { Said = _ => "" });
        Assert.Null(silent.Family);
        Assert.Contains("nothing answers", silent.Why, StringComparison.Ordinal);
        var other = Ask(RigMachines.Printer(), new WireFaults { Said = _ => "hello\n" });
        Assert.Contains("something answers", other.Why, StringComparison.Ordinal);
    }

    static ProbeAnswer Ask(Profile profile, WireFaults? faults = null, SimulatedMarlinTraits? traits = null)
    {
        string folder = Directory.CreateTempSubdirectory("fleet-probe-").FullName;
        using var machine = new SimulatedMachine(profile, Path.Combine(folder, "port"), 1, traits, faults);
        long start = TimeProvider.System.GetTimestamp();
        var answer = FirmwareProbe.Ask(machine.Port, null, TimeProvider.System);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 6);
        return answer;
    }
}
