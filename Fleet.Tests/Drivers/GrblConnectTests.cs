using Fleet.Agent.Drivers;
using Fleet.Agent.Simulation;
using Fleet.Core.Machines;
using Fleet.Tests.Faults;

namespace Fleet.Tests.Drivers;

public sealed class GrblConnectTests
{
    static readonly DriverOptions Options = new() { ReopenEvery = TimeSpan.FromMilliseconds(50) };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_controller_that_does_not_greet_is_identified()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        var snapshot = await rig.Until(DriverState.Idle);
        Assert.StartsWith("Grbl 1.1h", snapshot.Firmware, StringComparison.Ordinal);
        await rig.Until(() => rig.Driver.Snapshot.Position != null);
        Assert.Equal("counts 127 bytes ahead", rig.Driver.Desk.Manner);
    }

    [Fact]
    public async Task A_locked_controller_is_a_fault_with_a_remedy_and_homing_clears_it()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        rig.Machine.With(_ => rig.Grbl.Receive("$22=1\n"u8));
        rig.Machine.With(_ => rig.Grbl.Lock());
        var fault = await rig.Until(DriverState.Fault);
        Assert.Contains("Home", fault.Reason, StringComparison.Ordinal);
        Assert.False((await rig.Driver.Jog(1, 0, 0, 100, Cancellation)).Accepted);
        Assert.True((await rig.Driver.Home("", Cancellation)).Accepted);
        await rig.Until(DriverState.Idle);
    }

    [Fact]
    public async Task Position_follows_the_machine_and_a_run_ends_only_when_it_stands()
    {
        await using var rig = new Rig(RigMachines.Router(), speed: 20, options: Options);
        var report = await rig.Run("G21 G90", "G1 X20 F600", "G1 X0");
        Assert.Equal(RunReportKind.Finished, report.Kind);
        Assert.True(rig.Machine.Firmware.Planner.Empty);
        Assert.Equal(RunPhase.Processing, report.Progress.Phase);
    }

    [Fact]
    public async Task A_dwell_that_reports_idle_is_not_taken_for_a_lost_ok()
    {
        await using var rig = new Rig(RigMachines.Router(), speed: 20, driverSpeed: 20, options: Options);
        var report = await rig.Run("G21 G90", "G1 X1 F600", "G4 P15", "G1 X2", "G4 P10");
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
    }

    [Fact]
    public async Task Settings_are_kept_before_one_is_changed()
    {
        string folder = Directory.CreateTempSubdirectory("fleet-settings-").FullName;
        await using var rig = new Rig(RigMachines.Router(), options: Options with { ConsoleFolder = folder });
        await rig.Until(DriverState.Idle);
        Assert.True((await rig.Driver.Send("$110=4000", Cancellation)).Accepted);
        string kept = Assert.Single(Directory.GetFiles(folder, "settings-*.txt"));
        Assert.Contains("$110=4800.000", await File.ReadAllLinesAsync(kept, Cancellation));
    }

    [Theory]
    [InlineData("$110=5000", "setting")]
    [InlineData("$RST=*", "setting")]
    [InlineData("$X", "not part of a program")]
    public async Task A_program_must_not_talk_to_the_controller_itself(string line, string word)
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Until(DriverState.Idle);
        string path = Path.Combine(rig.Folder, "bad.nc");
        await File.WriteAllLinesAsync(path, ["G21", line], Cancellation);
        var answer = await rig.Driver.Start(new RunOrder("bad", path), Cancellation);
        Assert.False(answer.Accepted);
        Assert.Contains(word, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queries_are_answered_and_refusals_are_told()
    {
        await using var rig = new Rig(RigMachines.Router() with { Firmware = RigMachines.Router().Firmware with { Family = FirmwareFamily.GrblHal } }, options: Options);
        await rig.Until(DriverState.Idle);
        var answer = await rig.Driver.Send("$#", Cancellation);
        Assert.Contains("[G54:", answer.Text, StringComparison.Ordinal);
        Assert.False((await rig.Driver.Send("G1 X1 Q", Cancellation)).Accepted);
    }

    [Fact]
    public async Task Settings_that_differ_from_the_profile_are_told()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Until(DriverState.Idle);
        // Answered after the list of settings.
        Assert.True((await rig.Driver.Send("$G", Cancellation)).Accepted);
        Assert.Empty(rig.Driver.Snapshot.Remarks);
        rig.Machine.With(_ => rig.Grbl.Receive("$110=500\n$32=1\n$13=1\n"u8));
        rig.Machine.With(firmware => firmware.Reset());
        await rig.Until(() => rig.Driver.Snapshot.Remarks.Count == 3);
        Assert.StartsWith("$110 (fastest X, mm/min) is 500 and the profile says 4800.", rig.Driver.Snapshot.Remarks[0], StringComparison.Ordinal);
        Assert.Contains("laser mode", rig.Driver.Snapshot.Remarks[1], StringComparison.Ordinal);
        Assert.Contains("inches", rig.Driver.Snapshot.Remarks[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_controller_that_somebody_else_moves_is_identified_when_it_stands()
    {
        await using var rig = new Rig(RigMachines.Router(), speed: 1, options: Options);
        rig.Machine.With(_ => rig.Grbl.Receive("G1 X40 F900\n"u8));
        await rig.Until(() => rig.Driver.Snapshot.Firmware.StartsWith("Grbl 1.1h", StringComparison.Ordinal));
        await rig.Until(DriverState.Idle);
        Assert.DoesNotContain(rig.Console, line => line.Contains("ALARM", StringComparison.Ordinal));
        Assert.Equal(40, rig.Machine.Firmware.Planner.Planned[0], 6);
    }

    [Fact]
    public async Task A_jog_is_stopped_by_cancel()
    {
        await using var rig = new Rig(RigMachines.Router(), speed: 1, options: Options);
        await rig.Until(DriverState.Idle);
        Assert.True((await rig.Driver.Jog(300, 0, 0, 1200, Cancellation)).Accepted);
        await rig.Until(() => rig.Driver.Snapshot.Position is { XMm: > 0.5 });
        Assert.True((await rig.Driver.Cancel(Cancellation)).Accepted);
        await rig.Until(() => rig.Machine.Firmware.Planner.Empty);
        Assert.InRange(rig.Machine.Firmware.Planner.Planned[0], 0.5, 290);
    }

    [Fact]
    public async Task Overrides_are_reached_in_steps_and_confirmed_by_the_report()
    {
        await using var rig = new Rig(RigMachines.Router(), speed: 5, options: Options);
        await rig.Begin(RigMachines.Mill(3000));
        await rig.Until(DriverState.Running);
        Assert.True((await rig.Driver.Override(OverrideKind.Feed, 73, Cancellation)).Accepted);
        Assert.True((await rig.Driver.Override(OverrideKind.Rapid, 50, Cancellation)).Accepted);
        Assert.True((await rig.Driver.Override(OverrideKind.Spindle, 121, Cancellation)).Accepted);
        await rig.Until(() => rig.Driver.Snapshot.Overrides == new OverrideFactors(73, 100, 50, 121));
        Assert.Equal(0.73, rig.Machine.Firmware.Planner.SpeedFactor, 6);
        Assert.True((await rig.Driver.Override(OverrideKind.Feed, 100, Cancellation)).Accepted);
        await rig.Until(() => rig.Driver.Snapshot.Overrides.FeedPercent == 100);
        Assert.Contains("25, 50 or 100", (await rig.Driver.Override(OverrideKind.Rapid, 80, Cancellation)).Text, StringComparison.Ordinal);
        Assert.False((await rig.Driver.Override(OverrideKind.Feed, 250, Cancellation)).Accepted);
        Assert.False((await rig.Driver.Override(OverrideKind.Flow, 90, Cancellation)).Accepted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_probe_found_is_told(bool touches)
    {
        await using var rig = new Rig(RigMachines.Router(), speed: 20, options: Options);
        await rig.Until(DriverState.Idle);
        rig.Machine.With(_ => rig.Grbl.ContactZMm = touches ? -3.5 : double.NaN);
        var answer = await rig.Driver.Send("G38.2 Z-10 F200", Cancellation);
        Assert.Contains(touches ? "[PRB:0.000,0.000,-3.500:1]" : "[PRB:0.000,0.000,-10.000:0]", answer.Text, StringComparison.Ordinal);
        Assert.Equal(touches ? new ProbeContact(0, 0, -3.5, true) : new ProbeContact(0, 0, -10, false), rig.Driver.Snapshot.Probe);
        await rig.Until(touches ? DriverState.Idle : DriverState.Fault);
    }

    [Fact]
    public async Task A_sleeping_controller_is_a_fault_and_a_stop_wakes_it()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Until(DriverState.Idle);
        Assert.True((await rig.Driver.Send("$SLP", Cancellation)).Accepted);
        Assert.Contains("asleep", (await rig.Until(DriverState.Fault)).Reason, StringComparison.Ordinal);
        Assert.True((await rig.Driver.Stop(Cancellation)).Accepted);
        await rig.Until(() => rig.Driver.Snapshot.Reason.Contains("Stopped", StringComparison.Ordinal));
        Assert.True((await rig.Driver.Send("$X", Cancellation)).Accepted);
        await rig.Until(DriverState.Idle);
    }

    [Fact]
    public async Task Check_mode_needs_a_person_and_no_run_starts_in_it()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Until(DriverState.Idle);
        Assert.True((await rig.Driver.Send("$C", Cancellation)).Accepted);
        Assert.Contains("check mode", (await rig.Until(DriverState.NeedsPerson)).Reason, StringComparison.Ordinal);
        string path = Path.Combine(rig.Folder, "part.nc");
        await File.WriteAllLinesAsync(path, RigMachines.Mill(5), Cancellation);
        Assert.False((await rig.Driver.Start(new RunOrder("run", path), Cancellation)).Accepted);
        Assert.True((await rig.Driver.Send("$C", Cancellation)).Accepted);
        await rig.Until(DriverState.Idle);
    }

    [Fact]
    public async Task The_parsers_state_may_be_asked_for_in_mid_run()
    {
        await using var rig = new Rig(RigMachines.Router(), speed: 5, options: Options);
        await rig.Begin(RigMachines.Mill(2000));
        await rig.Until(DriverState.Running);
        Assert.Contains("[GC:G1", (await rig.Driver.Send("$G", Cancellation)).Text, StringComparison.Ordinal);
        Assert.False((await rig.Driver.Send("$$", Cancellation)).Accepted);
        Assert.False((await rig.Driver.Send("G0 X0", Cancellation)).Accepted);
    }
}
