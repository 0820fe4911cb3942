using Fleet.Agent.Drivers;
using Fleet.Agent.Simulation;

namespace Fleet.Tests.Faults;

/// <summary>Cases 23 to 34, 40 of the fault list: resets, kills, thermal faults, waits.</summary>
public sealed class Restarts_and_stops
{
    static readonly DriverOptions Options = new() { ReopenEvery = TimeSpan.FromMilliseconds(50) };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Right outcome: stopped, explained; not one line goes to the fresh firmware.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reset_in_mid_run_ends_the_run(bool advancedOk)
    {
        Rig rig = null!;
        int commands = 0;
        var faults = new WireFaults
        {
            BeforeCommand = _ =>
            {
                if (++commands != 60)
                    return true;
                rig.Marlin.Reset();
                return false;
            },
        };
        await using (rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { AdvancedOk = advancedOk }, faults, options: Options))
        {
            var report = await rig.Run(RigMachines.Print(150));
            Assert.Equal(RunReportKind.Interrupted, report.Kind);
            Assert.Contains("restarted", report.Reason, StringComparison.Ordinal);
            int executed = rig.Executed.Length;
            await rig.Until(DriverState.Idle);
            Assert.Equal(executed, rig.Executed.Length);
            Assert.Equal(RigMachines.Moves(150, true).Take(executed), rig.Executed);
            Assert.InRange(report.Progress.Line, executed - 4, executed + 4);
        }
    }

    /// <summary>Right outcome: the machine is idle again by itself and the next run is whole.</summary>
    [Fact]
    public async Task A_greeting_right_after_connecting_starts_the_handshake_anew()
    {
        await using var rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { ResetsOnOpen = true }, options: Options);
        var report = await rig.Run(RigMachines.Print(20));
        Assert.Equal(RunReportKind.Finished, report.Kind);
        Assert.Equal(RigMachines.Moves(20, true), rig.Executed);
    }

    [Fact]
    public async Task A_reset_while_idle_is_followed_by_a_new_handshake()
    {
        await using var rig = new Rig(RigMachines.Printer(), options: Options);
        await rig.Until(DriverState.Idle);
        rig.Machine.With(firmware => firmware.Reset());
        await rig.Until(DriverState.Connecting);
        var report = await rig.Run(RigMachines.Print(20));
        Assert.Equal(RunReportKind.Finished, report.Kind);
    }

    /// <summary>A weak power supply. Right outcome: left alone for a minute, explained.</summary>
    [Fact]
    public async Task A_board_that_restarts_again_and_again_is_left_alone_for_a_minute()
    {
        await using var rig = new Rig(RigMachines.Printer(), driverSpeed: 10, options: Options);
        await rig.Until(DriverState.Idle);
        for (int start = 0; start < 3; start++)
        {
            long before = rig.Driver.Desk.Time.GetTimestamp();
            rig.Machine.With(firmware => firmware.Reset());
            await rig.Until(() => rig.Driver.Desk.Time.GetElapsedTime(before).TotalSeconds > 3);
        }
        await rig.Until(() => rig.Driver.Snapshot.Reason.Contains("power supply", StringComparison.Ordinal));
        await rig.Until(DriverState.Idle);
        Assert.Equal(RunReportKind.Finished, (await rig.Run(RigMachines.Print(5))).Kind);
    }

    /// <summary>Right outcome: stopped, explained, latched.</summary>
    [Theory]
    [InlineData("Error:Thermal Runaway, system stopped! Heater_ID: E0")]
    [InlineData("Error:Heating failed, system stopped! Heater_ID: bed")]
    [InlineData("Error:MINTEMP triggered, system stopped! Heater_ID: E0")]
    [InlineData("Error:Printer halted. kill() called!")]
    [InlineData("!! KILL caused by crash")]
    public async Task A_firmware_that_stops_itself_ends_the_run_in_fault(string words)
    {
        Rig rig = null!;
        int commands = 0;
        var faults = new WireFaults
        {
            BeforeCommand = _ =>
            {
                if (++commands == 50)
                    rig.Marlin.Kill(words);
                return commands < 50;
            },
        };
        await using (rig = new Rig(RigMachines.Printer(), null, faults, options: Options))
        {
            var report = await rig.Run(RigMachines.Print(100));
            Assert.Equal(RunReportKind.Failed, report.Kind);
            Assert.Contains(words, report.Reason, StringComparison.Ordinal);
            await rig.Until(DriverState.Fault);
            var answer = await rig.Driver.Start(new RunOrder("again", Path.Combine(rig.Folder, "none.gcode")), Cancellation);
            Assert.False(answer.Accepted);
        }
    }

    /// <summary>Case 32. Right outcome: stopped, explained; M999 is the way back.</summary>
    [Fact]
    public async Task A_firmware_that_stops_until_M999_is_freed_by_it()
    {
        Rig rig = null!;
        int commands = 0;
        var faults = new WireFaults
        {
            BeforeCommand = _ =>
            {
                if (++commands == 50)
                    rig.Machine.Firmware.SayRaw("Error:STOP called because of unhomed error - restart with M999\n");
                return true;
            },
        };
        await using (rig = new Rig(RigMachines.Printer(), null, faults, options: Options))
        {
            var report = await rig.Run(RigMachines.Print(100));
            Assert.Equal(RunReportKind.Failed, report.Kind);
            Assert.Contains("M999", (await rig.Until(DriverState.Fault)).Reason, StringComparison.Ordinal);
            var answer = await rig.Driver.Send("M999", Cancellation);
            Assert.True(answer.Accepted, answer.Text);
            await rig.Until(DriverState.Idle);
        }
    }

    /// <summary>Case 48: the greeting is lost, and packed bytes would be taken for text that is acknowledged. Right outcome: stopped, explained.</summary>
    [Fact]
    public async Task A_restart_that_nobody_heard_while_lines_are_packed_ends_the_run()
    {
        Rig rig = null!;
        int commands = 0;
        bool deaf = false;
        var faults = new WireFaults
        {
            Said = line => deaf ? "" : line + "\n",
            BeforeCommand = _ =>
            {
                if (++commands != 60)
                    return true;
                deaf = true;
                rig.Marlin.Reset();
                deaf = false;
                return false;
            },
        };
        await using (rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { MeatPack = true }, faults, driverSpeed: 10, options: Options))
        {
            var report = await rig.Run(RigMachines.Print(150));
            Assert.Equal(RunReportKind.Interrupted, report.Kind);
            Assert.Equal(RigMachines.Moves(150, true).Take(rig.Executed.Length), rig.Executed);
        }
    }

    [Fact]
    public async Task Ten_minutes_of_busy_are_waited_out()
    {
        await using var rig = new Rig(RigMachines.Printer(), speed: 400, driverSpeed: 400, options: Options);
        var report = await rig.Run(["M302 P1", "M83", .. RigMachines.Moves(5, true), "G4 S600", .. RigMachines.Moves(5, true)]);
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(10, rig.Executed.Length);
        Assert.Contains("< echo:busy: processing", rig.Console);
    }

    /// <summary>A firmware that says nothing at all while an ok is due. Right outcome: stopped, explained.</summary>
    [Fact]
    public async Task Ten_minutes_of_silence_end_the_run()
    {
        await using var rig = new Rig(RigMachines.Printer(), driverSpeed: 600, options: Options);
        await rig.Begin(RigMachines.Print(5000));
        await rig.Until(() => rig.Executed.Length > 20);
        rig.Machine.Faults.Said = _ => "";
        var report = await rig.End();
        Assert.Equal(RunReportKind.Interrupted, report.Kind);
        Assert.Contains("not said a word", report.Reason, StringComparison.Ordinal);
    }

    /// <summary>Old firmware without keep-alive dwells 40 s without a word. Right outcome: exactly once.</summary>
    [Fact]
    public async Task Forty_silent_seconds_in_a_long_command_are_waited_out()
    {
        var traits = new SimulatedMarlinTraits { AdvancedOk = false, SaysBusy = false };
        await using var rig = new Rig(RigMachines.Printer(), traits, speed: 40, driverSpeed: 40, options: Options);
        var report = await rig.Run(["M302 P1", "M83", "M155 S0", .. RigMachines.Moves(3, true), "G4 S40", .. RigMachines.Moves(3, true)]);
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(6, rig.Executed.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_software_stop_passes_every_queue_and_homing_recovers(bool emergencyParser)
    {
        var traits = new SimulatedMarlinTraits { EmergencyParser = emergencyParser };
        await using var rig = new Rig(RigMachines.Printer(), traits, options: Options);
        await rig.Begin(["M302 P1", "M83", .. RigMachines.Moves(20, true), "G4 S10000", .. RigMachines.Moves(20, true)]);
        await rig.Until(() => rig.Executed.Length == 20);
        Assert.True((await rig.Driver.Stop(Cancellation)).Accepted);
        var report = await rig.End();
        Assert.Equal(RunReportKind.Cancelled, report.Kind);
        await rig.Until(DriverState.Fault);
        await rig.Until(() => rig.Marlin.Killed);
        var home = await rig.Driver.Home("", Cancellation);
        Assert.True(home.Accepted, home.Text);
        await rig.Until(DriverState.Idle);
    }

    [Fact]
    public async Task A_stop_is_on_the_wire_within_twenty_milliseconds()
    {
        await using var rig = new Rig(RigMachines.Printer(), options: Options);
        await rig.Begin(["M302 P1", "M83", "G4 S100000"]);
        await rig.Until(DriverState.Running);
        long start = TimeProvider.System.GetTimestamp();
        await rig.Driver.Stop(Cancellation);
        var returned = TimeProvider.System.GetElapsedTime(start);
        Assert.InRange(returned.TotalMilliseconds, 0, 20);
    }
}
