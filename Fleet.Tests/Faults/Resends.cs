using System.Text;
using Fleet.Agent.Drivers;
using Fleet.Agent.Simulation;

namespace Fleet.Tests.Faults;

/// <summary>Cases 10 to 22 of the fault list.</summary>
public sealed class Resends
{
    const int Moves = 150;

    static readonly DriverOptions Options = new() { ReopenEvery = TimeSpan.FromMilliseconds(50) };

    /// <summary>Right outcome: exactly once, in order.</summary>
    [Theory]
    [InlineData(0.01, true)]
    [InlineData(0.01, false)]
    [InlineData(0.10, true)]
    [InlineData(0.10, false)]
    public async Task Corrupted_lines_are_sent_again_until_they_arrive(double share, bool advancedOk)
    {
        var random = new Random(4711);
        var faults = new WireFaults
        {
            Heard = bytes =>
            {
                for (int i = 0; i < bytes.Length; i++)
                    if (bytes[i] == 'X' && random.NextDouble() < share)
                        bytes[i] = (byte)'Y';
                return bytes;
            },
        };
        await using var rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { AdvancedOk = advancedOk }, faults, options: Options);
        var report = await rig.Run(RigMachines.Print(Moves));
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(RigMachines.Moves(Moves, true), rig.Executed);
        Assert.True(rig.Driver.Desk.Resends > 0);
    }

    /// <summary>Right outcome: exactly once, in order; the spurious request is met with a line that the firmware refuses or drops.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(-1, true)]
    [InlineData(-1, false)]
    public async Task A_request_for_the_current_or_the_previous_line_repeats_nothing(int offset, bool dropsDuplicates)
    {
        await using var rig = await AskOnce(line => line + offset, new SimulatedMarlinTraits { AdvancedOk = false, DropsDuplicates = dropsDuplicates });
        var report = await rig.End();
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(RigMachines.Moves(Moves, true), rig.Executed);
    }

    /// <summary>A single garbled request for a line of long ago. Right outcome: exactly once, in order.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(100_000)]
    public async Task One_request_for_an_old_or_impossible_line_is_taken_for_noise(long wanted)
    {
        await using var rig = await AskOnce(_ => wanted, new SimulatedMarlinTraits { AdvancedOk = false });
        var report = await rig.End();
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(RigMachines.Moves(Moves, true), rig.Executed);
    }

    /// <summary>The firmware insists on a line that it acknowledged long ago. Right outcome: stopped, explained; nothing ran twice.</summary>
    [Fact]
    public async Task A_firmware_that_insists_on_an_old_line_ends_the_run()
    {
        Rig rig = null!;
        int commands = 0;
        var faults = new WireFaults
        {
            BeforeCommand = _ =>
            {
                if (++commands == 100)
                    rig.Marlin.LastNumber = 40;
                return true;
            },
        };
        await using (rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { AdvancedOk = false }, faults, options: Options))
        {
            var report = await rig.Run(RigMachines.Print(Moves));
            Assert.Equal(RunReportKind.Failed, report.Kind);
            Assert.Contains("line 41", report.Reason, StringComparison.Ordinal);
            Assert.Equal(RigMachines.Moves(Moves, true).Take(rig.Executed.Length), rig.Executed);
            await rig.Until(DriverState.Idle);
            // Both count anew: the next run is whole.
            Assert.True((await rig.Driver.Send("M105", TestContext.Current.CancellationToken)).Accepted);
        }
    }

    /// <summary>One line never gets through. Right outcome: stopped, explained.</summary>
    [Fact]
    public async Task A_storm_of_requests_for_one_line_ends_the_run()
    {
        var faults = new WireFaults
        {
            Heard = bytes => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace("X30 Y11.0 E", "X30 Y11.0 F", StringComparison.Ordinal)),
        };
        await using var rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { AdvancedOk = false }, faults, options: Options);
        var report = await rig.Run(RigMachines.Print(Moves));
        Assert.Equal(RunReportKind.Failed, report.Kind);
        Assert.Contains("cable", report.Reason, StringComparison.Ordinal);
        Assert.Equal(70, rig.Executed.Length);
    }

    /// <summary>A quarter of the lines arrives damaged, and some damage passes a checksum of eight bits. Right outcome: stopped, explained.</summary>
    [Fact]
    public async Task A_wire_that_damages_too_many_lines_ends_the_run()
    {
        var random = new Random(12);
        var faults = new WireFaults
        {
            Heard = bytes =>
            {
                for (int i = 0; i < bytes.Length; i++)
                    if (bytes[i] == 'X' && random.NextDouble() < 0.25)
                        bytes[i] = (byte)'Y';
                return bytes;
            },
        };
        await using var rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { AdvancedOk = false }, faults, driverSpeed: 10, options: Options);
        var report = await rig.Run(RigMachines.Print(2000));
        Assert.Equal(RunReportKind.Failed, report.Kind);
        Assert.Contains("damaged", report.Reason, StringComparison.Ordinal);
        Assert.Equal(RigMachines.Moves(2000, true).Take(rig.Executed.Length), rig.Executed);
    }

    /// <summary>Marlin 1.1 may mute the ok after a resend; others say two. Right outcome: exactly once, in order.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("ok\nok\n")]
    public async Task The_ok_after_a_resend_may_be_missing_or_doubled(string instead)
    {
        bool afterResend = false;
        var faults = OneCorruption();
        faults.Said = line =>
        {
            bool change = afterResend && line == "ok";
            afterResend = line.StartsWith("Resend", StringComparison.Ordinal);
            return change ? instead : line + "\n";
        };
        await ExactlyOnce(faults);
    }

    [Theory]
    [InlineData("rs N{0}")]
    [InlineData("rs {0}")]
    [InlineData("Resend:{0}")]
    [InlineData("Resend: {0}")]
    [InlineData("Resend:N{0}")]
    public async Task Every_known_form_of_a_request_is_read(string form)
    {
        var faults = OneCorruption();
        faults.Said = line => (line.StartsWith("Resend: ", StringComparison.Ordinal) ? string.Format(null, form, line[8..]) : line) + "\n";
        await ExactlyOnce(faults);
    }

    /// <summary>Case 18 and its relatives. Right outcome: exactly once, in order.</summary>
    [Theory]
    [InlineData("Error:No Line Number with checksum, Last Line: {0}")]
    [InlineData("Error:No Checksum with line number, Last Line: {0}")]
    [InlineData("Error:Wrong checksum")]
    [InlineData("Error:expected line {0} got 10")]
    public async Task Every_wording_of_the_error_leads_to_the_request(string form)
    {
        var faults = OneCorruption();
        faults.Said = line => (line.StartsWith("Error:checksum", StringComparison.Ordinal) ? string.Format(null, form, line[(line.LastIndexOf(' ') + 1)..]) : line) + "\n";
        await ExactlyOnce(faults);
    }

    /// <summary>Only the error arrives. Right outcome: exactly once, in order, after a second.</summary>
    [Fact]
    public async Task An_error_without_its_request_is_understood()
    {
        bool afterError = false;
        var faults = OneCorruption();
        faults.Said = line =>
        {
            bool drop = afterError && (line.StartsWith("Resend", StringComparison.Ordinal) || line == "ok");
            afterError = line.StartsWith("Error:", StringComparison.Ordinal) || drop && line != "ok";
            return drop ? "" : line + "\n";
        };
        await ExactlyOnce(faults);
    }

    [Fact]
    public async Task A_line_that_vanishes_whole_is_found_missing()
    {
        int seen = 0;
        var faults = new WireFaults
        {
            Heard = bytes => Encoding.Latin1.GetString(bytes).Contains("X40 ", StringComparison.Ordinal) && ++seen == 1 ? [] : bytes,
        };
        await using var rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { AdvancedOk = false }, faults, driverSpeed: 10, options: Options);
        var report = await rig.Run(RigMachines.Print(Moves));
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(RigMachines.Moves(Moves, true), rig.Executed);
    }

    /// <summary>The firmware goes on from its own number. Right outcome: exactly once, in order.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(2_147_483_640)]
    [InlineData(5_000_000_000)]
    public async Task A_firmware_that_ignores_M110_is_met_at_its_own_number(long itsNumber)
    {
        await using var rig = new Rig(
            RigMachines.Printer(), new SimulatedMarlinTraits { AdvancedOk = false, IgnoresM110 = true }, options: Options);
        rig.Machine.With(_ => rig.Marlin.LastNumber = itsNumber);
        var report = await rig.Run(RigMachines.Print(Moves));
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(RigMachines.Moves(Moves, true), rig.Executed);
    }

    static WireFaults OneCorruption()
    {
        bool done = false;
        return new WireFaults
        {
            Heard = bytes =>
            {
                string text = Encoding.Latin1.GetString(bytes);
                if (done || !text.Contains("X40 ", StringComparison.Ordinal))
                    return bytes;
                done = true;
                return Encoding.Latin1.GetBytes(text.Replace("X40 ", "X41 ", StringComparison.Ordinal));
            },
        };
    }

    static async Task ExactlyOnce(WireFaults faults)
    {
        await using var rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { AdvancedOk = false }, faults, options: Options);
        var report = await rig.Run(RigMachines.Print(Moves));
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(RigMachines.Moves(Moves, true), rig.Executed);
        Assert.True(rig.Driver.Desk.Resends > 0);
    }

    /// <summary>Starts a run in which the firmware, after its hundredth line, asks once for another line than it wants.</summary>
    static async Task<Rig> AskOnce(Func<long, long> wanted, SimulatedMarlinTraits traits)
    {
        Rig rig = null!;
        int commands = 0;
        var faults = new WireFaults
        {
            BeforeCommand = _ =>
            {
                if (++commands == 100)
                    rig.Marlin.AskFor(wanted(rig.Marlin.LastNumber));
                return true;
            },
        };
        rig = new Rig(RigMachines.Printer(), traits, faults, driverSpeed: 10, options: Options);
        await rig.Begin(RigMachines.Print(Moves));
        return rig;
    }
}
