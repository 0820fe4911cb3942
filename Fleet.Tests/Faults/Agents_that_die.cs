using System.Diagnostics;
using Fleet.Agent.Drivers;
using Fleet.Agent.Simulation;

namespace Fleet.Tests.Faults;

/// <summary>Case 56: the agent is killed in mid-run and started again. Right outcome: stopped, safe.</summary>
public sealed class Agents_that_die
{
    [Fact]
    public async Task A_killed_sender_leaves_a_mark_and_the_next_driver_turns_the_heat_off()
    {
        string folder = Directory.CreateTempSubdirectory("fleet-kill-").FullName;
        using var machine = new SimulatedMachine(RigMachines.Printer(), Path.Combine(folder, "port"), speed: 20);
        string program = Path.Combine(folder, "part.gcode"), console = Path.Combine(folder, "console");
        await File.WriteAllLinesAsync(program, ["M104 S200", "M140 S60", .. RigMachines.Print(20_000)], TestContext.Current.CancellationToken);
        using (var sender = Process.Start(new ProcessStartInfo(
            AgentProgram, ["stream", program, "--port", machine.Port, "--firmware", "marlin", "--console", console]) { RedirectStandardOutput = true })!)
        {
            await Until(() => machine.Record.Count > 100);
            sender.Kill();
            await sender.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.True(machine.Firmware.Heaters.Exists(heater => heater.TargetC > 0));

        await using var rig = new Rig(machine, new DriverOptions { ConsoleFolder = console });
        await rig.Until(DriverState.Idle);
        await rig.Until(() => machine.Firmware.Heaters.TrueForAll(heater => heater.TargetC == 0));
        string[] executed = [.. machine.Record.Lines.Where(line => line.StartsWith("G1 X", StringComparison.Ordinal))];
        Assert.Equal(RigMachines.Moves(20_000, true).Take(executed.Length), executed);
        await rig.Until(() => !File.Exists(Path.Combine(console, "run-in-progress")));
    }

    /// <summary>Its buffer and its planner are full: the controller goes on for a while, and the spindle for ever.</summary>
    [Fact]
    public async Task After_a_killed_sender_the_next_driver_holds_the_router_and_stops_its_spindle()
    {
        string folder = Directory.CreateTempSubdirectory("fleet-kill-").FullName;
        using var machine = new SimulatedMachine(RigMachines.Router(), Path.Combine(folder, "port"), speed: 2);
        string program = Path.Combine(folder, "part.nc"), console = Path.Combine(folder, "console");
        await File.WriteAllLinesAsync(
            program, ["M3 S10000", "G21 G90 G94", .. Enumerable.Range(0, 400).Select(i => $"G1 X{i % 2 * 300} Y{i % 100} F2000")], TestContext.Current.CancellationToken);
        using (var sender = Process.Start(new ProcessStartInfo(
            AgentProgram, ["stream", program, "--port", machine.Port, "--firmware", "grbl", "--console", console]) { RedirectStandardOutput = true })!)
        {
            await Until(() => machine.Record.Count > 15);
            sender.Kill();
            await sender.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var router = (SimulatedGrbl)machine.Firmware;
        Assert.False(router.Planner.Empty);

        await using var rig = new Rig(machine, new DriverOptions { ConsoleFolder = console });
        await rig.Until(DriverState.Idle);
        await rig.Until(() => router.ToolStands);
        Assert.True(router.Planner.Empty);
        Assert.DoesNotContain(rig.Console, line => line.Contains("ALARM", StringComparison.Ordinal));
        await rig.Until(() => !File.Exists(Path.Combine(console, "run-in-progress")));
    }

    /// <summary>The agent's own output: the copy beside the tests lacks what the tests take from the shared framework.</summary>
    static string AgentProgram => Path.Combine(AppContext.BaseDirectory.Replace("Fleet.Tests", "Fleet.Agent", StringComparison.Ordinal), "Fleet.Agent");

    static async Task Until(Func<bool> reached)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (int i = 0; i < 1000 && !reached(); i++)
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        Assert.True(reached());
    }
}
