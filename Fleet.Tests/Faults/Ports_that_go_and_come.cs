using Fleet.Agent.Drivers;
using Fleet.Agent.Simulation;

namespace Fleet.Tests.Faults;

/// <summary>Cases 43, 49 to 58 of the fault list. Right outcome of a lost port in mid-run: stopped, explained, and made safe on return.</summary>
public sealed class Ports_that_go_and_come
{
    static readonly DriverOptions Options = new() { ReopenEvery = TimeSpan.FromMilliseconds(50) };

    /// <param name="goneSeconds">As the driver's clock sees it.</param>
    [Theory]
    [InlineData(0.1)]
    [InlineData(5)]
    [InlineData(60)]
    public async Task A_port_that_vanishes_in_mid_run_ends_it_and_the_heat_is_turned_off_on_return(double goneSeconds)
    {
        await using var rig = new Rig(RigMachines.Printer(), driverSpeed: 100, speed: 100, options: Options with { ReopenEvery = TimeSpan.FromSeconds(1) });
        await rig.Begin(["M104 S200", .. RigMachines.Print(5000)]);
        await rig.Until(() => rig.Executed.Length > 30);
        rig.Machine.Unplug();
        long gone = TimeProvider.System.GetTimestamp();
        var report = await rig.End();
        Assert.Equal(RunReportKind.Interrupted, report.Kind);
        Assert.Contains("cable", report.Reason, StringComparison.Ordinal);
        await rig.Until(() => TimeProvider.System.GetElapsedTime(gone).TotalSeconds * 100 >= goneSeconds);
        rig.Machine.Plug();
        await rig.Until(DriverState.Idle);
        await rig.Until(() => rig.Machine.Firmware.Heaters.TrueForAll(heater => heater.TargetC == 0));
        Assert.Equal(RigMachines.Moves(5000, true).Take(rig.Executed.Length), rig.Executed);
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
        await rig.End();
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
}
