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
}
