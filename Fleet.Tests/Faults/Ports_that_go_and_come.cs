using Fleet.Agent.Drivers;
using Fleet.Agent.Simulation;

namespace Fleet.Tests.Faults;

/// <summary>Cases 43, 49 to 58 of the fault list. Right outcome of a lost port in mid-run: stopped, explained, and made safe on return.</summary>
public sealed class Ports_that_go_and_come
{
    static readonly DriverOptions Options = new() { ReopenEvery = TimeSpan.FromMilliseconds(50) };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A bumped cable: the board kept its power, and its line counter proves what it took. Right outcome: exactly once, in order.</summary>
    /// <param name="goneSeconds">As the driver's clock sees it.</param>
    [Theory]
    [InlineData(0.1, true)]
    [InlineData(0.1, false)]
    [InlineData(5, true)]
    [InlineData(5, false)]
    public async Task A_run_goes_on_at_the_exact_line_after_a_short_loss(double goneSeconds, bool advancedOk)
    {
        const double faster = 5;
        await using var rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { AdvancedOk = advancedOk }, driverSpeed: faster, speed: 100, options: Options);
        await rig.Begin(["M104 S200", .. RigMachines.Print(400)]);
        await rig.Until(() => rig.Executed.Length > 30);
        rig.Machine.Unplug();
        long gone = TimeProvider.System.GetTimestamp();
        await rig.Until(DriverState.Connecting);
        await rig.Until(() => TimeProvider.System.GetElapsedTime(gone).TotalSeconds * faster >= goneSeconds);
        rig.Machine.Plug();
        var report = await rig.End();
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(RigMachines.Moves(400, true), rig.Executed);
        Assert.Equal(
            [RunReportKind.Paused, RunReportKind.Resumed], rig.Reports.Select(one => one.Kind).Where(kind => kind is RunReportKind.Paused or RunReportKind.Resumed));
    }

    /// <summary>Right outcome: stopped, explained, made safe on return.</summary>
    [Fact]
    public async Task A_port_that_vanishes_for_a_minute_ends_the_run_and_the_heat_is_turned_off_on_return()
    {
        await using var rig = new Rig(RigMachines.Printer(), driverSpeed: 60, speed: 100, options: Options with { ReopenEvery = TimeSpan.FromSeconds(1) });
        await rig.Begin(["M104 S200", .. RigMachines.Print(5000)]);
        await rig.Until(() => rig.Executed.Length > 30);
        rig.Machine.Unplug();
        long gone = TimeProvider.System.GetTimestamp();
        var report = await rig.End();
        Assert.Equal(RunReportKind.Interrupted, report.Kind);
        Assert.Contains("cable", report.Reason, StringComparison.Ordinal);
        await rig.Until(() => TimeProvider.System.GetElapsedTime(gone).TotalSeconds * 60 >= 60);
        rig.Machine.Plug();
        await rig.Until(DriverState.Idle);
        await rig.Until(() => rig.Machine.Firmware.Heaters.TrueForAll(heater => heater.TargetC == 0));
        Assert.Equal(RigMachines.Moves(5000, true).Take(rig.Executed.Length), rig.Executed);
    }

    /// <summary>The board was powered by the cable and greeted when nobody heard it. Right outcome: stopped, explained; not one line goes to the fresh firmware.</summary>
    [Fact]
    public async Task A_board_that_restarted_while_the_link_was_gone_gets_no_further_line()
    {
        await using var rig = new Rig(RigMachines.Printer(), driverSpeed: 5, options: Options);
        await rig.Begin(RigMachines.Print(5000));
        await rig.Until(() => rig.Executed.Length > 30);
        rig.Machine.Unplug();
        await rig.Until(DriverState.Connecting);
        rig.Machine.With(firmware =>
        {
            firmware.Reset();
            firmware.TakeOutput();
        });
        int executed = rig.Executed.Length;
        rig.Machine.Plug();
        var report = await rig.End();
        Assert.Equal(RunReportKind.Interrupted, report.Kind);
        Assert.Contains("restarted", report.Reason, StringComparison.Ordinal);
        await rig.Until(DriverState.Idle);
        Assert.Equal(executed, rig.Executed.Length);
    }

    /// <summary>Right outcome: stopped; a person's will holds although nothing reaches the machine now.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stop_or_cancel_while_the_link_is_gone_ends_the_run_for_good(bool stop)
    {
        await using var rig = new Rig(RigMachines.Printer(), options: Options);
        await rig.Begin(["M104 S200", .. RigMachines.Print(5000)]);
        await rig.Until(() => rig.Executed.Length > 30);
        rig.Machine.Unplug();
        await rig.Until(DriverState.Connecting);
        var answer = stop ? await rig.Driver.Stop(Cancellation) : await rig.Driver.Cancel(Cancellation);
        Assert.Equal(!stop, answer.Accepted);
        Assert.Equal(RunReportKind.Interrupted, (await rig.End()).Kind);
        rig.Machine.Plug();
        await rig.Until(DriverState.Idle);
        await rig.Until(() => rig.Machine.Firmware.Heaters.TrueForAll(heater => heater.TargetC == 0));
    }

    /// <summary>Nothing counts GRBL's lines. Right outcome: stopped, explained; on return held, reset, spindle off.</summary>
    [Fact]
    public async Task A_router_that_vanishes_in_mid_run_is_made_safe_on_return()
    {
        await using var rig = new Rig(RigMachines.Router(), speed: 5, options: Options);
        await rig.Begin(["M3 S10000", .. RigMachines.Mill(3000)]);
        await rig.Until(() => rig.Executed.Length > 20);
        rig.Machine.Unplug();
        Assert.Equal(RunReportKind.Interrupted, (await rig.End()).Kind);
        rig.Machine.Plug();
        await rig.Until(DriverState.Idle);
        await rig.Until(() => rig.Grbl.ToolStands);
        Assert.Equal(GrblBare(RigMachines.Moves(3000, false)).Take(rig.Executed.Length), rig.Executed);
    }

    [Fact]
    public async Task A_port_that_is_not_there_yet_is_found_when_it_comes()
    {
        await using var rig = new Rig(RigMachines.Printer(), options: Options);
        await rig.Until(DriverState.Idle);
        rig.Machine.Unplug();
        var offline = await rig.Until(DriverState.Offline);
        Assert.NotEmpty(offline.Reason);
        rig.Machine.Plug();
        Assert.Equal(RunReportKind.Finished, (await rig.Run(RigMachines.Print(10))).Kind);
    }

    [Fact]
    public async Task A_loss_is_noticed_within_a_tenth_of_a_second_of_the_link()
    {
        await using var rig = new Rig(RigMachines.Printer(), options: Options);
        await rig.Begin(["M302 P1", "G4 S100000"]);
        await rig.Until(DriverState.Running);
        long start = TimeProvider.System.GetTimestamp();
        rig.Machine.Unplug();
        await rig.Until(() => rig.Driver.Snapshot.State != DriverState.Running);
        // 100 ms for the link, 50 for the clerk's round, and a busy computer.
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds, 0, 400);
    }

    /// <summary>The USB stack takes nothing more. Right outcome: stopped, explained.</summary>
    [Fact]
    public async Task A_board_that_reads_nothing_is_given_up()
    {
        await using var rig = new Rig(RigMachines.Printer(), driverSpeed: 200, options: Options);
        await rig.Begin(RigMachines.Print(5000));
        await rig.Until(() => rig.Executed.Length > 20);
        rig.Machine.Faults.Deaf = true;
        var report = await rig.End();
        Assert.Equal(RunReportKind.Interrupted, report.Kind);
        rig.Machine.Faults.Deaf = false;
        await rig.Until(DriverState.Idle);
    }

    static string[] GrblBare(string[] lines) => [.. lines.Select(line => line.Replace(" ", "", StringComparison.Ordinal))];
}
