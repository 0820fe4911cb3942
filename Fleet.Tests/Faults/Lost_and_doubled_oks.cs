using Fleet.Agent.Drivers;
using Fleet.Agent.Simulation;

namespace Fleet.Tests.Faults;

/// <summary>Cases 1 to 7, 29 of the fault list. Right outcome of each: every line executed exactly once, in order.</summary>
public sealed class Lost_and_doubled_oks
{
    const int Moves = 120;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_ok_is_asked_for_and_no_line_runs_twice(bool advancedOk) =>
        await EveryLineRunsOnce(advancedOk, OkChange(40, _ => ""));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_oks_for_one_line_do_not_run_ahead(bool advancedOk) =>
        await EveryLineRunsOnce(advancedOk, OkChange(40, ok => ok + "\n" + ok + "\n"));

    [Theory]
    [InlineData("o\n")]
    [InlineData("k\n")]
    [InlineData("o*\n")]
    [InlineData("oo\n")]
    [InlineData("\u00ff\u00fek\n")]
    public async Task A_garbled_ok_is_no_ok(string garbled) => await EveryLineRunsOnce(advancedOk: false, OkChange(40, _ => garbled));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_ok_glued_behind_a_temperature_report_counts(bool advancedOk) =>
        await EveryLineRunsOnce(advancedOk, OkChange(40, ok => " T:25.01 /0.00 B:22.34 /0.00 @:0 B@:0" + ok + "\n"));

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n\r")]
    [InlineData("\0\n")]
    public async Task Every_kind_of_line_end_is_taken(string end) => await EveryLineRunsOnce(advancedOk: false, line => line + end);

    [Fact]
    public async Task An_ok_with_a_NUL_behind_it_counts() => await EveryLineRunsOnce(advancedOk: false, OkChange(40, ok => ok + "\0\n"));

    [Fact]
    public async Task Wait_while_an_ok_is_due_leads_to_the_question() =>
        await EveryLineRunsOnce(advancedOk: false, OkChange(40, _ => "wait\nwait\n"), options: new DriverOptions { AckOverdue = TimeSpan.FromMinutes(10) });

    /// <summary>Case 21: Repetier says that it has this line already, and its ok follows.</summary>
    [Fact]
    public async Task A_skip_before_an_ok_changes_nothing() => await EveryLineRunsOnce(advancedOk: false, OkChange(40, ok => "skip 38\n" + ok + "\n"));

    /// <summary>Case 33.</summary>
    [Fact]
    public async Task An_unknown_command_is_acknowledged_all_the_same()
    {
        await using var rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { AdvancedOk = false });
        var report = await rig.Run([.. RigMachines.Print(10), "M7777 S1", .. RigMachines.Moves(10, extrude: true)]);
        Assert.Equal(RunReportKind.Finished, report.Kind);
        Assert.Contains("< echo:Unknown command: \"M7777 S1\"", rig.Console);
        Assert.Equal(20, rig.Executed.Length);
    }

    [Fact]
    public async Task Noise_that_is_no_text_is_ignored() =>
        await EveryLineRunsOnce(advancedOk: false, line => "\u00ff\u00fe\u0080\u00c3(\u0001\n" + line + "\n");

    [Fact]
    public async Task A_line_of_a_megabyte_is_cut_and_dropped()
    {
        bool said = false;
        string noise = new('x', 1 << 20);
        await EveryLineRunsOnce(advancedOk: false, line =>
        {
            if (said || line != "ok")
                return line + "\n";
            said = true;
            return noise + "\n" + line + "\n";
        });
    }

    [Fact]
    public async Task The_one_ok_of_a_temperature_query_counts_once()
    {
        await using var rig = new Rig(RigMachines.Printer(), new SimulatedMarlinTraits { AdvancedOk = false });
        string[] program = [.. RigMachines.Print(30), .. Enumerable.Repeat("M105", 20), .. RigMachines.Moves(30, extrude: true)];
        var report = await rig.Run(program);
        Assert.Equal(RunReportKind.Finished, report.Kind);
        Assert.Equal([.. RigMachines.Moves(30, true), .. RigMachines.Moves(30, true)], rig.Executed);
    }

    static async Task EveryLineRunsOnce(bool advancedOk, Func<string, string> said, DriverOptions? options = null)
    {
        options = (options ?? new DriverOptions()) with { ReopenEvery = TimeSpan.FromMilliseconds(50) };
        await using var rig = new Rig(
            RigMachines.Printer(), new SimulatedMarlinTraits { AdvancedOk = advancedOk }, new WireFaults { Said = said }, driverSpeed: 10, options: options);
        var report = await rig.Run(RigMachines.Print(Moves));
        Assert.True(report.Kind == RunReportKind.Finished, report.Reason);
        Assert.Equal(RigMachines.Moves(Moves, extrude: true), rig.Executed);
        Assert.Equal(report.Progress.TotalLines, report.Progress.Line);
    }

    /// <summary>Changes the n-th plain ok; everything else passes.</summary>
    static Func<string, string> OkChange(int which, Func<string, string> change)
    {
        int oks = 0;
        return line => line.StartsWith("ok", StringComparison.Ordinal) && !line.Contains("T:", StringComparison.Ordinal) && ++oks == which ? change(line) : line + "\n";
    }
}
