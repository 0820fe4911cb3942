using System.Text;
using Fleet.Agent.Drivers;
using Fleet.Agent.Simulation;

namespace Fleet.Tests.Faults;

/// <summary>Cases 59 to 64 of the fault list and the further ones named under its tables.</summary>
public sealed class Grbl_faults
{
    static readonly DriverOptions Options = new() { ReopenEvery = TimeSpan.FromMilliseconds(50) };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_line_runs_once_and_the_buffer_never_overflows()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        var report = await rig.Run(RigMachines.Mill(400));
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(Bare(RigMachines.Moves(400, false)), rig.Executed);
    }

    /// <summary>Right outcome: held, reset, explained; nothing after the bad line is sent.</summary>
    [Fact]
    public async Task An_error_in_mid_program_stops_the_machine_and_names_the_line()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        string[] program = [.. RigMachines.Mill(40), "G64 P0.1", .. RigMachines.Moves(40, false)];
        var report = await rig.Run(program);
        Assert.Equal(RunReportKind.Failed, report.Kind);
        Assert.Contains("line 43 (G64 P0.1)", report.Reason, StringComparison.Ordinal);
        await rig.Until(DriverState.Idle);
        Assert.InRange(rig.Executed.Length, 40, 50);
    }

    [Fact]
    public async Task A_limit_switch_ends_the_run_in_fault_with_a_remedy()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Begin(RigMachines.Mill(3000));
        await rig.Until(() => rig.Executed.Length > 50);
        rig.Machine.With(_ => rig.Grbl.HitLimit());
        var report = await rig.End();
        Assert.Equal(RunReportKind.Failed, report.Kind);
        Assert.Contains("limit switch", report.Reason, StringComparison.Ordinal);
        await rig.Until(DriverState.Fault);
    }

    /// <summary>Case 60: the alarm comes first, and the line's ok still follows. Right outcome: stopped, explained; the ok is counted once.</summary>
    [Fact]
    public async Task A_probe_that_finds_nothing_ends_the_run_in_alarm()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        var report = await rig.Run([.. RigMachines.Mill(5), "G38.2 Z-5 F100", .. RigMachines.Moves(5, false)]);
        Assert.Equal(RunReportKind.Failed, report.Kind);
        Assert.Contains("probe found nothing", report.Reason, StringComparison.Ordinal);
        await rig.Until(DriverState.Fault);
        Assert.False(rig.Driver.Snapshot.Probe!.Touched);
        var unlocked = await rig.Driver.Send("$X", Cancellation);
        Assert.True(unlocked.Accepted, unlocked.Text);
        await rig.Until(DriverState.Idle);
        Assert.Equal(5, rig.Executed.Length);
    }

    /// <summary>A controller is deaf while it writes its memory. Right outcome: such a line is alone on the wire.</summary>
    [Theory]
    [InlineData("G54")]
    [InlineData("G10 L20 P1 X0")]
    [InlineData("G28.1")]
    public async Task A_line_that_touches_the_memory_travels_alone(string line)
    {
        var unanswered = new Queue<string>();
        var company = new List<int>();
        string begun = "";
        var faults = new WireFaults
        {
            Heard = bytes =>
            {
                foreach (byte one in bytes.Where(one => one != '?'))
                    if (one != '\n')
                        begun += (char)one;
                    else
                    {
                        if (begun == line || unanswered.Contains(line))
                            company.Add(unanswered.Count);
                        unanswered.Enqueue(begun);
                        begun = "";
                    }
                return bytes;
            },
            Said = said =>
            {
                if (said == "ok" || said.StartsWith("error", StringComparison.Ordinal))
                    unanswered.TryDequeue(out _);
                return said + "\r\n";
            },
        };
        await using var rig = new Rig(RigMachines.Router(), null, faults, options: Options);
        var report = await rig.Run([.. RigMachines.Mill(30), line, .. RigMachines.Moves(30, false)]);
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal([0], company);
    }

    /// <summary>Five seconds late, and one at a time. Right outcome: exactly once, in order.</summary>
    [Fact]
    public async Task Reports_that_come_late_disturb_nothing()
    {
        int asked = 0, most = 0;
        var late = new Queue<string>();
        var faults = new WireFaults();
        faults.Heard = bytes =>
        {
            most = Math.Max(most, asked += bytes.Count(one => one == '?'));
            return bytes;
        };
        faults.Said = said =>
        {
            if (!said.StartsWith('<'))
                return said + "\r\n";
            asked--;
            late.Enqueue(said);
            return late.Count > 1 ? late.Dequeue() + "\r\n" : "";
        };
        await using var rig = new Rig(RigMachines.Router(), null, faults, driverSpeed: 5, options: Options);
        var report = await rig.Run(RigMachines.Mill(200));
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(Bare(RigMachines.Moves(200, false)), rig.Executed);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_reset_by_a_pendant_ends_the_run()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Begin(RigMachines.Mill(3000));
        await rig.Until(() => rig.Executed.Length > 50);
        rig.Machine.With(firmware => firmware.Reset());
        var report = await rig.End();
        Assert.Contains(report.Kind, (RunReportKind[])[RunReportKind.Interrupted, RunReportKind.Failed]);
        Assert.NotEmpty(report.Reason);
        Assert.Equal(Bare(RigMachines.Moves(3000, false)).Take(rig.Executed.Length), rig.Executed);
    }

    [Fact]
    public async Task A_reset_while_held_ends_the_run()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Begin(RigMachines.Mill(3000));
        await rig.Until(() => rig.Executed.Length > 50);
        await rig.Driver.Pause(Cancellation);
        await rig.Until(DriverState.Paused);
        rig.Machine.With(firmware => firmware.Reset());
        Assert.Equal(RunReportKind.Interrupted, (await rig.End()).Kind);
    }

    [Fact]
    public async Task The_door_needs_a_person_and_the_run_goes_on_when_it_is_closed()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Begin(RigMachines.Mill(1500));
        await rig.Until(() => rig.Executed.Length > 50);
        rig.Machine.With(_ => rig.Grbl.OpenDoor());
        Assert.Contains("door", (await rig.Until(DriverState.NeedsPerson)).Reason, StringComparison.Ordinal);
        rig.Machine.With(_ => rig.Grbl.CloseDoor());
        Assert.True((await rig.Driver.Resume(Cancellation)).Accepted);
        Assert.Equal(RunReportKind.Finished, (await rig.End()).Kind);
        Assert.Equal(Bare(RigMachines.Moves(1500, false)), rig.Executed);
    }

    [Fact]
    public async Task Pause_holds_and_resume_goes_on_without_losing_a_line()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Begin(RigMachines.Mill(1500));
        await rig.Until(() => rig.Executed.Length > 50);
        Assert.True((await rig.Driver.Pause(Cancellation)).Accepted);
        await rig.Until(DriverState.Paused);
        Assert.True((await rig.Driver.Resume(Cancellation)).Accepted);
        Assert.Equal(RunReportKind.Finished, (await rig.End()).Kind);
        Assert.Equal(Bare(RigMachines.Moves(1500, false)), rig.Executed);
    }

    [Fact]
    public async Task Cancel_holds_resets_and_leaves_the_machine_ready()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Begin(["M3 S10000", .. RigMachines.Mill(3000)]);
        await rig.Until(() => rig.Executed.Length > 50);
        Assert.True((await rig.Driver.Cancel(Cancellation)).Accepted);
        Assert.Equal(RunReportKind.Cancelled, (await rig.End()).Kind);
        await rig.Until(DriverState.Idle);
        Assert.Equal(RunReportKind.Cancelled, Assert.Single(rig.Reports, one => one.Kind >= RunReportKind.Finished).Kind);
    }

    [Fact]
    public async Task Stop_resets_at_once_and_stays_in_fault_until_unlocked()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Begin(RigMachines.Mill(3000));
        await rig.Until(() => rig.Executed.Length > 50);
        Assert.True((await rig.Driver.Stop(Cancellation)).Accepted);
        Assert.Equal(RunReportKind.Cancelled, (await rig.End()).Kind);
        Assert.Contains("home", (await rig.Until(DriverState.Fault)).Reason, StringComparison.Ordinal);
        Assert.False((await rig.Driver.Jog(1, 0, 0, 100, Cancellation)).Accepted);
        var unlocked = await rig.Driver.Send("$X", Cancellation);
        Assert.True(unlocked.Accepted, unlocked.Text);
        await rig.Until(DriverState.Idle);
        Assert.True((await rig.Driver.Jog(1, 0, 0, 100, Cancellation)).Accepted);
    }

    /// <summary>Nobody can tell a lost ok from a lost line. Right outcome: stopped, explained.</summary>
    [Fact]
    public async Task A_lost_ok_ends_the_run_with_an_explanation()
    {
        int oks = 0;
        var faults = new WireFaults { Said = line => line == "ok" && ++oks == 60 ? "" : line + "\r\n" };
        await using var rig = new Rig(RigMachines.Router(), null, faults, driverSpeed: 10, options: Options);
        var report = await rig.Run(RigMachines.Mill(200));
        Assert.Equal(RunReportKind.Failed, report.Kind);
        Assert.Contains("unanswered", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Torn_and_glued_status_reports_are_dropped()
    {
        var faults = new WireFaults
        {
            Said = line => line.StartsWith('<') ? line[..(line.Length / 2)] + "\r\n700Ov:0" + line[1..] + "\r\n" + line + "\r\n" : line + "\r\n",
        };
        await using var rig = new Rig(RigMachines.Router(), null, faults, options: Options);
        var report = await rig.Run(RigMachines.Mill(200));
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(Bare(RigMachines.Moves(200, false)), rig.Executed);
    }

    /// <summary>The profile believes in 128 bytes, the controller has 64 and says so.</summary>
    [Fact]
    public async Task The_controllers_own_buffer_size_counts()
    {
        var small = RigMachines.Router() with { Firmware = RigMachines.Router().Firmware with { ReceiveBufferBytes = 64 } };
        await using var machine = new Rig(small, options: Options);
        var report = await machine.Run(RigMachines.Mill(200));
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Contains("63 bytes", machine.Driver.Desk.Manner, StringComparison.Ordinal);
        Assert.Equal(Bare(RigMachines.Moves(200, false)), machine.Executed);
    }

    /// <summary>Two lines become one or none, and their answers are missing. Right outcome: stopped, explained.</summary>
    [Fact]
    public async Task Bytes_lost_on_the_wire_stop_the_run()
    {
        int bytes = 0;
        var faults = new WireFaults
        {
            Heard = heard => [.. heard.Where(one => one == '?' || ++bytes is < 1500 or > 1530)],
        };
        await using var rig = new Rig(RigMachines.Router(), null, faults, driverSpeed: 10, options: Options);
        var report = await rig.Run(RigMachines.Mill(400));
        Assert.Equal(RunReportKind.Failed, report.Kind);
        Assert.NotEmpty(report.Reason);
    }

    [Fact]
    public async Task Comments_and_real_time_characters_in_them_never_reach_the_controller()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        string[] program = ["G21 G90 (hold on! — why? ~)", "F3000 ; stop! now?", .. RigMachines.Moves(20, false), "(end ! )"];
        var report = await rig.Run(program);
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(Bare(RigMachines.Moves(20, false)), rig.Executed);
    }

    [Fact]
    public async Task A_program_stop_needs_a_person_and_goes_on_after_resume()
    {
        await using var rig = new Rig(RigMachines.Router(), options: Options);
        await rig.Begin([.. RigMachines.Mill(10), "M0", .. RigMachines.Moves(10, false)]);
        await rig.Until(DriverState.NeedsPerson);
        Assert.True((await rig.Driver.Resume(Cancellation)).Accepted);
        Assert.Equal(RunReportKind.Finished, (await rig.End()).Kind);
        Assert.Equal(20, rig.Executed.Length);
    }

    [Fact]
    public async Task Homing_answers_after_a_long_silence()
    {
        await using var rig = new Rig(RigMachines.Router(), speed: 20, options: Options);
        rig.Machine.With(_ => rig.Grbl.Receive("$22=1\n"u8));
        await rig.Until(DriverState.Idle);
        var answer = await rig.Driver.Home("", Cancellation);
        Assert.True(answer.Accepted, answer.Text);
    }

    /// <summary>GRBL drops blanks before it parses; so does the record.</summary>
    static string[] Bare(string[] lines) => [.. lines.Select(line => new StringBuilder(line).Replace(" ", "").ToString())];
}
