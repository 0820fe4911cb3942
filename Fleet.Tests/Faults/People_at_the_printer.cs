using Fleet.Agent.Drivers;
using Fleet.Agent.Simulation;

namespace Fleet.Tests.Faults;

/// <summary>Cases 28, 34 to 38 and 41 of the fault list. Right outcome of each: paused, explained, and every line once after a person acted.</summary>
public sealed class People_at_the_printer
{
    static readonly DriverOptions Options = new() { ReopenEvery = TimeSpan.FromMilliseconds(50) };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_prompt_of_the_firmware_needs_a_person_and_the_run_goes_on_after_it(bool atThePrinter)
    {
        await using var rig = new Rig(RigMachines.Printer(), options: Options);
        await rig.Begin(["M302 P1", "M83", .. RigMachines.Moves(5, true), "M600", .. RigMachines.Moves(5, true)]);
        var waiting = await rig.Until(DriverState.NeedsPerson);
        Assert.Contains("Filament Change (Continue)", waiting.Reason, StringComparison.Ordinal);
        if (atThePrinter)
            rig.Machine.With(_ => rig.Marlin.PressButton());
        else
            Assert.True((await rig.Driver.Resume(Cancellation)).Accepted);
        var report = await rig.End();
        Assert.Equal(RunReportKind.Finished, report.Kind);
        Assert.Equal(10, rig.Executed.Length);
        Assert.Contains(rig.Reports, one => one.Kind == RunReportKind.NeedsPerson);
    }

    [Fact]
    public async Task A_prompt_is_told_with_its_choices_and_answered_by_command()
    {
        await using var rig = new Rig(RigMachines.Printer(), options: Options);
        await rig.Begin(["M302 P1", "M83", .. RigMachines.Moves(5, true), "M600", .. RigMachines.Moves(5, true)]);
        await rig.Until(DriverState.NeedsPerson);
        var prompt = rig.Driver.Snapshot.Prompt!;
        Assert.Equal(("Filament Change", "Continue"), (prompt.Text, Assert.Single(prompt.Choices)));
        Assert.False((await rig.Driver.AnswerPrompt(1, Cancellation)).Accepted);
        var answer = await rig.Driver.AnswerPrompt(0, Cancellation);
        Assert.True(answer.Accepted, answer.Text);
        Assert.Equal(RunReportKind.Finished, (await rig.End()).Kind);
        Assert.Null(rig.Driver.Snapshot.Prompt);
        Assert.False((await rig.Driver.AnswerPrompt(0, Cancellation)).Accepted);
    }

    /// <summary>A board without screen and prompts has no M0 and would run on. Right outcome: the host stops there, nothing is lost.</summary>
    [Fact]
    public async Task A_program_stop_that_the_firmware_does_not_know_is_kept_by_the_host()
    {
        var traits = new SimulatedMarlinTraits { EmergencyParser = false, Prompts = false };
        await using var rig = new Rig(RigMachines.Printer(), traits, options: Options);
        await rig.Begin(["M302 P1", "M83", .. RigMachines.Moves(5, true), "M0 flip the plate", .. RigMachines.Moves(5, true)]);
        Assert.Contains("line 8", (await rig.Until(DriverState.NeedsPerson)).Reason, StringComparison.Ordinal);
        Assert.Equal(5, rig.Executed.Length);
        Assert.True((await rig.Driver.Resume(Cancellation)).Accepted);
        Assert.Equal(RunReportKind.Finished, (await rig.End()).Kind);
        Assert.Equal(10, rig.Executed.Length);
    }

    [Fact]
    public async Task A_filament_runout_stops_feeding_until_somebody_resumes()
    {
        Rig rig = null!;
        int commands = 0;
        var faults = new WireFaults
        {
            BeforeCommand = _ =>
            {
                if (++commands == 40)
                    rig.Machine.Firmware.SayRaw("//action:out_of_filament T0\n");
                return true;
            },
        };
        await using (rig = new Rig(RigMachines.Printer(), null, faults, options: Options))
        {
            await rig.Begin(RigMachines.Print(100));
            var waiting = await rig.Until(DriverState.NeedsPerson);
            Assert.Contains("filament", waiting.Reason, StringComparison.Ordinal);
            Assert.True((await rig.Driver.Resume(Cancellation)).Accepted);
            Assert.Equal(RunReportKind.Finished, (await rig.End()).Kind);
            Assert.Equal(RigMachines.Moves(100, true), rig.Executed);
        }
    }

    /// <summary>Cases 28 and 38. Right outcome: waited out, however long, and told once.</summary>
    [Fact]
    public async Task A_person_may_take_their_time()
    {
        await using var rig = new Rig(RigMachines.Printer(), speed: 400, driverSpeed: 400, options: Options);
        await rig.Begin(["M302 P1", "M83", .. RigMachines.Moves(5, true), "M600", .. RigMachines.Moves(5, true)]);
        await rig.Until(DriverState.NeedsPerson);
        long since = rig.Driver.Desk.Time.GetTimestamp();
        await rig.Until(() => rig.Driver.Desk.Time.GetElapsedTime(since) > TimeSpan.FromMinutes(16));
        Assert.Equal(DriverState.NeedsPerson, rig.Driver.Snapshot.State);
        rig.Machine.With(_ => rig.Marlin.PressButton());
        Assert.Equal(RunReportKind.Finished, (await rig.End()).Kind);
        Assert.Single(rig.Reports, one => one.Kind == RunReportKind.NeedsPerson);
        Assert.Equal(10, rig.Executed.Length);
    }

    /// <summary>Right outcome: paused, explained; a person heats and resumes.</summary>
    [Fact]
    public async Task A_print_with_a_cold_nozzle_is_paused()
    {
        await using var rig = new Rig(RigMachines.Printer(), options: Options);
        await rig.Begin(["M83", .. RigMachines.Moves(100, true)]);
        Assert.Contains("too cold", (await rig.Until(DriverState.NeedsPerson)).Reason, StringComparison.Ordinal);
        Assert.True((await rig.Driver.Cancel(Cancellation)).Accepted);
        Assert.Equal(RunReportKind.Cancelled, (await rig.End()).Kind);
    }

    /// <summary>Case 35. Right outcome: one pause.</summary>
    [Fact]
    public async Task The_echo_of_our_own_pause_is_no_second_one()
    {
        await using var rig = new Rig(RigMachines.Printer(), speed: 50, options: Options);
        await rig.Begin(RigMachines.Print(300));
        await rig.Until(() => rig.Executed.Length > 20);
        var pausing = rig.Driver.Pause(Cancellation);
        // The head is parked only after our pause has begun.
        await rig.Until(() => rig.Console.Any(line => line.Contains("M400", StringComparison.Ordinal)));
        rig.Machine.With(firmware => firmware.SayRaw("//action:paused\n"));
        Assert.True((await pausing).Accepted);
        await rig.Until(DriverState.Paused);
        Assert.True((await rig.Driver.Resume(Cancellation)).Accepted);
        Assert.Equal(RunReportKind.Finished, (await rig.End()).Kind);
        Assert.Single(rig.Reports, one => one.Kind is RunReportKind.Paused or RunReportKind.NeedsPerson);
    }
}
