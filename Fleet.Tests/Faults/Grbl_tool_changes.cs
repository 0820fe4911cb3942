using Fleet.Agent.Drivers;
using Fleet.Agent.Simulation;

namespace Fleet.Tests.Faults;

/// <summary>GRBL answers M6 with error:20. Right outcome: everything before it ran, a person changes the tool, everything after it runs; each line once.</summary>
public sealed class Grbl_tool_changes
{
    static readonly DriverOptions Options = new() { ReopenEvery = TimeSpan.FromMilliseconds(50) };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("M6 T2")]
    [InlineData("T2M06")]
    [InlineData("N30 T2 M6 (6 mm flat)")]
    public async Task The_program_stops_before_the_change_and_goes_on_after_it(string change)
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Begin(["M3 S8000", .. RigMachines.Mill(20), change, .. RigMachines.Moves(20, false)]);
        var waiting = await rig.Until(DriverState.NeedsPerson);
        Assert.Contains("another tool (line 24", waiting.Reason, StringComparison.Ordinal);
        Assert.Equal(20, rig.Executed.Length);
        Assert.True(rig.Grbl.ToolStands);
        Assert.True((await rig.Driver.Resume(Cancellation)).Accepted);
        var report = await rig.End();
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(40, rig.Executed.Length);
        Assert.Contains("M3S8000", rig.Machine.Record.Lines.Skip(25));
    }

    [Fact]
    public async Task The_new_tool_may_be_jogged_and_probed_and_the_programs_modes_come_back()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Begin(["G21 G91 F1500", "G1 X5", "M6 T2", "X5"]);
        await rig.Until(DriverState.NeedsPerson);
        Assert.True((await rig.Driver.Jog(0, 0, -1, 300, Cancellation)).Accepted);
        await rig.Until(() => rig.Machine.Firmware.Planner.Empty);
        Assert.True((await rig.Driver.Send("G90", Cancellation)).Accepted);
        Assert.True((await rig.Driver.Send("G92 Z0", Cancellation)).Accepted);
        Assert.True((await rig.Driver.Resume(Cancellation)).Accepted);
        var report = await rig.End();
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        // Relative again, and a G1 without being said so: 5 + 5.
        Assert.Equal(10, rig.Machine.Firmware.Planner.Planned[0], 6);
        Assert.Equal(-1, rig.Machine.Firmware.Planner.Planned[2], 6);
    }

    [Fact]
    public async Task Cancel_during_the_change_ends_the_run()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Begin([.. RigMachines.Mill(5), "M6", .. RigMachines.Moves(5, false)]);
        await rig.Until(DriverState.NeedsPerson);
        Assert.True((await rig.Driver.Cancel(Cancellation)).Accepted);
        Assert.Equal(RunReportKind.Cancelled, (await rig.End()).Kind);
        await rig.Until(DriverState.Idle);
        Assert.Equal(5, rig.Executed.Length);
    }
}
