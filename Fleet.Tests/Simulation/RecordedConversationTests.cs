using System.Text;
using Fleet.Agent.Simulation;
using Fleet.Core.Machines;
using Fleet.Tests.Faults;

namespace Fleet.Tests.Simulation;

/// <summary>
/// What real firmware said (Marlin bugfix-2.1.x, GRBL 1.1h), line for line, to what was sent. Numbers that depend on the machine are left
/// out of the comparison; the words, their order and the oks are not.
/// </summary>
public sealed class RecordedConversationTests
{
    [Fact]
    public void Marlin_answers_a_wrong_checksum_with_error_request_and_ok() =>
        Assert.Equal(["Error:checksum mismatch, Last Line: 0", "Resend: 1", "ok"], Marlin("N1 G1 X10 F3000*0"));

    [Fact]
    public void Marlin_answers_a_wrong_number_with_error_request_and_ok() =>
        Assert.Equal(
            ["X:0.00 Y:0.00 Z:0.00 E:0.00 Count X:0 Y:0 Z:0", "ok N1 P15 B3", "Error:Line Number is not Last Line Number+1, Last Line: 1", "Resend: 2", "ok"],
            Marlin("M110 N0", "N1 M114*38", "N3 M105*36")[1..]);

    [Fact]
    public void Marlin_says_advanced_oks() => Assert.Equal(["ok P15 B3", "ok P15 B3", "ok P15 B3"], Marlin("M155 S0", "M104 S50", "M110 N0"));

    [Fact]
    public void Marlin_takes_a_move_before_it_is_executed() => Assert.Equal(["ok P14 B3"], Marlin("G1 X50 Y50 F3000"));

    [Fact]
    public void Marlin_shows_a_prompt_for_M0()
    {
        string[] said = Marlin("M0 S1 Hello");
        Assert.StartsWith("//action:prompt_begin", said[1], StringComparison.Ordinal);
        Assert.Equal(["//action:prompt_button Continue", "//action:prompt_show"], said[2..]);
    }

    [Fact]
    public void Marlin_halts_on_M112_and_is_silent_after_it() =>
        Assert.Equal(["echo:M112 Shutdown", "Error:Printer halted. kill() called!", "//action:poweroff"], Marlin("M112", "M105"));

    [Fact]
    public void Marlin_keeps_the_ok_after_an_unknown_command() =>
        Assert.Equal(["echo:Unknown command: \"M25\"", "ok P15 B3"], Marlin("M25"));

    [Fact]
    public void Grbl_tells_its_build_and_buffer() => Assert.Equal(["[VER:1.1h.20190830:]", "[OPT:V,15,128]", "ok"], Grbl("$I\n"));

    [Fact]
    public void Grbl_refuses_malformed_numbers_and_unknown_words()
    {
        Assert.Equal(["error:2"], Grbl("G1 X5 Q\n"));
        Assert.Equal(["error:2"], Grbl("G1 X\n"));
        Assert.Equal(["error:20"], Grbl("M6\n"));
        Assert.Equal(["error:20"], Grbl("G64\n"));
        Assert.Equal(["error:38"], Grbl("T256\n"));
        Assert.Equal(["error:27"], Grbl("N10000001\n"));
        Assert.Equal(["error:22"], Grbl("G1 X1\n"));
    }

    [Fact]
    public void Grbl_answers_carriage_return_and_line_feed_each() => Assert.Equal(["ok", "ok"], Grbl("G21\r\n"));

    [Fact]
    public void Grbl_reports_its_modes() =>
        Assert.Equal(["ok", "[GC:G1 G54 G17 G21 G90 G94 M5 M9 T0 F600 S0]", "ok"], Grbl("G21 G90 G1 X10 F600\n$G\n"));

    [Fact]
    public void Grbl_locked_refuses_code_until_unlocked()
    {
        string[] said = Grbl("G1 X5 F100\n$X\nG1 X5 F100\n", locked: true);
        Assert.Equal(["error:9", "[MSG:Caution: Unlocked]", "ok", "ok"], said);
    }

    [Fact]
    public void Grbl_loses_what_overruns_its_buffer()
    {
        string[] said = Grbl(string.Concat(Enumerable.Range(0, 60).Select(i => $"G1 X{i % 9} Y{i % 7} F1200\n")));
        Assert.InRange(said.Count(line => line == "ok"), 1, 40);
    }

    static string[] Marlin(params string[] lines)
    {
        var machine = new Bare(RigMachines.Printer());
        // One by one, as they were recorded.
        foreach (string line in lines)
            machine.Firmware.Receive(Encoding.Latin1.GetBytes(line + "\n"));
        return machine.Said();
    }

    static string[] Grbl(string sent, bool locked = false)
    {
        var machine = new Bare(RigMachines.Router());
        if (locked)
            ((SimulatedGrbl)machine.Firmware).Lock();
        machine.Firmware.Receive(Encoding.Latin1.GetBytes(sent));
        return machine.Said();
    }

    /// <summary>A firmware without its pty, on a clock that stands.</summary>
    sealed class Bare
    {
        internal Bare(Profile profile)
        {
            var clock = new SimulationClock(TimeProvider.System, 0);
            Firmware = profile.Firmware.Family == FirmwareFamily.Grbl
                ? new SimulatedGrbl(profile, clock, new SimulationRecord(), new WireFaults())
                : new SimulatedMarlin(profile, clock, new SimulationRecord(), new WireFaults(), new SimulatedMarlinTraits());
        }

        internal SimulatedFirmware Firmware { get; }

        internal string[] Said() =>
            Encoding.Latin1.GetString(Firmware.TakeOutput()).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
    }
}
