using Fleet.Agent.Drivers;
using Fleet.Agent.Simulation;
using Fleet.Core.Machines;
using Fleet.Tests.Faults;

namespace Fleet.Tests.Drivers;

public sealed class MarlinRunTests
{
    static readonly DriverOptions Options = new() { ReopenEvery = TimeSpan.FromMilliseconds(50) };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_warms_up_processes_and_finishes_with_one_report_each()
    {
        await using var rig = new Rig(RigMachines.Printer(), speed: 400, options: Options);
        var report = await rig.Run(["M140 S60", "M104 S210", "M190 S60", "M109 S210", "G28", "M83", .. RigMachines.Moves(50, true)]);
        Assert.Equal(RunReportKind.Finished, report.Kind);
        Assert.Equal(
            [RunReportKind.Started, RunReportKind.PhaseChanged, RunReportKind.Finished], rig.Reports.Select(one => one.Kind));
        Assert.Equal(RunPhase.WarmUp, rig.Reports[0].Progress.Phase);
        Assert.Equal(RunPhase.Processing, rig.Reports[1].Progress.Phase);
        Assert.Equal(0.5, Assert.Single(report.Progress.ExtrudedMm), 6);
        Assert.Equal(rig.Machine.Record.ExtrudedMm[0], report.Progress.ExtrudedMm[0], 6);
        Assert.Equal(1, report.Progress.Fraction);
        Assert.Contains(rig.Driver.Snapshot.Heaters, heater => heater is { Name: "B", TargetC: 60 });
    }

    [Fact]
    public async Task A_paused_print_parks_and_comes_back_to_the_same_point()
    {
        await using var rig = new Rig(RigMachines.Printer(), speed: 50, options: Options);
        await rig.Begin(RigMachines.Print(400));
        await rig.Until(() => rig.Executed.Length > 40);
        var paused = await rig.Driver.Pause(Cancellation);
        Assert.True(paused.Accepted, paused.Text);
        await rig.Until(DriverState.Paused);
        int before = rig.Executed.Length;
        double[] parked = rig.Machine.Firmware.Planner.Planned[..3];
        Assert.Equal([5, 205], parked[..2]);
        Assert.True((await rig.Driver.Resume(Cancellation)).Accepted);
        Assert.Equal(RunReportKind.Finished, (await rig.End()).Kind);
        // The park and return moves are the driver's own; the program's lines are each there once.
        string[] program = [.. rig.Executed.Where(line => line.Contains('E', StringComparison.Ordinal))];
        Assert.Equal(RigMachines.Moves(400, true), program);
        Assert.True(before < rig.Executed.Length);
        string[] lines = rig.Machine.Record.Lines;
        int back = Array.FindLastIndex(lines, line => line == "M82");
        Assert.Equal("M83", lines[back + 5]);
        Assert.Equal(RunPhase.Idle, rig.Reports.Single(one => one.Kind == RunReportKind.Paused).Progress.Phase);
    }

    [Fact]
    public async Task A_pause_while_heating_moves_nothing_and_ends_when_the_heat_is_there()
    {
        // One line at a time: with a window the first moves would be in the printer's queue already.
        await using var rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { AdvancedOk = false }, speed: 100, options: Options);
        await rig.Begin(["M109 S210", "M83", .. RigMachines.Moves(10, true)]);
        await rig.Until(() => rig.Console.Contains("< echo:busy: processing"));
        Assert.True((await rig.Driver.Pause(Cancellation)).Accepted);
        await rig.Until(DriverState.Paused);
        Assert.Empty(rig.Executed);
        Assert.True((await rig.Driver.Resume(Cancellation)).Accepted);
        Assert.Equal(RunReportKind.Finished, (await rig.End()).Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancel_breaks_the_wait_for_heat_and_turns_everything_off(bool emergencyParser)
    {
        await using var rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { EmergencyParser = emergencyParser }, speed: 5, options: Options);
        await rig.Begin(["M140 S60", "M109 S210", "M83", .. RigMachines.Moves(10, true)]);
        await rig.Until(() => rig.Console.Any(line => line.Contains("M109", StringComparison.Ordinal)));
        var answer = await rig.Driver.Cancel(Cancellation);
        Assert.True(answer.Accepted, answer.Text);
        Assert.Equal(RunReportKind.Cancelled, (await rig.End()).Kind);
        Assert.All(rig.Machine.Firmware.Heaters, heater => Assert.Equal(0, heater.TargetC));
        await rig.Until(DriverState.Idle);
        Assert.Equal(RunReportKind.Cancelled, Assert.Single(rig.Reports, one => one.Kind >= RunReportKind.Finished).Kind);
    }

    [Fact]
    public async Task While_a_run_is_on_only_harmless_lines_are_taken()
    {
        await using var rig = new Rig(RigMachines.Printer(), speed: 20, options: Options);
        await rig.Begin(RigMachines.Print(3000));
        await rig.Until(DriverState.Running);
        Assert.True((await rig.Driver.Send("M117 hello", Cancellation)).Accepted);
        Assert.Contains("T:", (await rig.Driver.Send("M105", Cancellation)).Text, StringComparison.Ordinal);
        Assert.False((await rig.Driver.Send("G28", Cancellation)).Accepted);
        Assert.False((await rig.Driver.Send("M104 S300", Cancellation)).Accepted);
        Assert.False((await rig.Driver.Home("", Cancellation)).Accepted);
        Assert.False((await rig.Driver.Jog(1, 0, 0, 600, Cancellation)).Accepted);
        Assert.False((await rig.Driver.Start(new RunOrder("two", rig.Port), Cancellation)).Accepted);
    }

    [Theory]
    [InlineData("M997", "firmware")]
    [InlineData("M28 part.gco", "card")]
    [InlineData("M500", "settings")]
    [InlineData("M112", "emergency")]
    public async Task A_program_with_a_forbidden_command_is_refused_with_its_line(string command, string word)
    {
        await using var rig = new Rig(RigMachines.Printer(), options: Options);
        await rig.Until(DriverState.Idle);
        string path = Path.Combine(rig.Folder, "bad.gcode");
        await File.WriteAllLinesAsync(path, ["G28", command, "G1 X10"], Cancellation);
        var answer = await rig.Driver.Start(new RunOrder("bad", path), Cancellation);
        Assert.False(answer.Accepted);
        Assert.Contains("Line 2", answer.Text, StringComparison.Ordinal);
        Assert.Contains(word, answer.Text, StringComparison.Ordinal);
        Assert.Empty(rig.Reports);
    }

    [Fact]
    public async Task Packed_lines_arrive_whole()
    {
        await using var rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { MeatPack = true }, options: Options);
        await rig.Until(DriverState.Idle);
        Assert.Contains("packed", rig.Driver.Desk.Manner, StringComparison.Ordinal);
        var report = await rig.Run(["M117 Layer 1 (of 2) * E?", .. RigMachines.Print(200)]);
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(RigMachines.Moves(200, true), rig.Executed);
        Assert.Contains("M117 Layer 1 (of 2) * E?", rig.Machine.Record.Lines);
        Assert.Equal(0, rig.Driver.Desk.Resends);
    }

    [Fact]
    public async Task A_stop_is_seen_by_the_emergency_parser_while_lines_are_packed()
    {
        await using var rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { MeatPack = true }, options: Options);
        await rig.Begin(["M302 P1", "G4 S100000"]);
        await rig.Until(DriverState.Running);
        Assert.True((await rig.Driver.Stop(Cancellation)).Accepted);
        await rig.Until(() => rig.Marlin.Killed);
    }

    [Fact]
    public async Task Homing_jogging_and_queries_work_while_idle()
    {
        await using var rig = new Rig(RigMachines.Printer(), options: Options);
        await rig.Until(DriverState.Idle);
        Assert.True((await rig.Driver.Home("", Cancellation)).Accepted);
        Assert.True((await rig.Driver.Jog(10, -5, 2.5, 1200, Cancellation)).Accepted);
        var answer = await rig.Driver.Send("M114", Cancellation);
        Assert.Contains("X:10.00 Y:-5.00 Z:2.50", answer.Text, StringComparison.Ordinal);
        Assert.False((await rig.Driver.Home("Q", Cancellation)).Accepted);
        Assert.False((await rig.Driver.Jog(1, 0, 0, 0, Cancellation)).Accepted);
        Assert.False((await rig.Driver.Send("G1 X1\u00e9", Cancellation)).Accepted);
    }

    [Fact]
    public async Task Feed_and_flow_are_changed_in_mid_run()
    {
        await using var rig = new Rig(RigMachines.Printer(), speed: 20, options: Options);
        await rig.Begin(RigMachines.Print(3000));
        await rig.Until(DriverState.Running);
        Assert.True((await rig.Driver.Override(OverrideKind.Feed, 150, Cancellation)).Accepted);
        Assert.True((await rig.Driver.Override(OverrideKind.Flow, 95, Cancellation)).Accepted);
        Assert.False((await rig.Driver.Override(OverrideKind.Spindle, 95, Cancellation)).Accepted);
        Assert.Equal(1.5, rig.Machine.Firmware.Planner.SpeedFactor);
        Assert.Contains("M221 S95", rig.Machine.Record.Lines);
        await rig.Until(() => rig.Driver.Snapshot.Overrides is { FeedPercent: 150, FlowPercent: 95 });
    }

    /// <summary>The board speaks at another rate than its profile says, and nobody named one.</summary>
    [Fact]
    public async Task Another_rate_than_the_profiles_is_found_out()
    {
        await using var rig = new Rig(RigMachines.Printer(), faults: new WireFaults { Baud = 250_000 }, driverSpeed: 2, options: Options);
        var report = await rig.Run(RigMachines.Print(5));
        Assert.Equal(RunReportKind.Finished, report.Kind);
    }

    [Fact]
    public async Task A_controller_on_a_printers_port_is_named()
    {
        string folder = Directory.CreateTempSubdirectory("fleet-wrong-").FullName;
        using var router = new SimulatedMachine(RigMachines.Router(), Path.Combine(folder, "port"));
        await using var driver = new Rig(router, RigMachines.Printer(), Options, driverSpeed: 4);
        await driver.Until(() => driver.Driver.Snapshot.Reason.Contains("Choose another profile", StringComparison.Ordinal));
    }
}
