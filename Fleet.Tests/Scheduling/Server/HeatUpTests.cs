using Fleet.Core.Machines;
using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Power;
using Fleet.Core.Scheduling.Rules;
using Fleet.Silo.Planning;

namespace Fleet.Tests.Scheduling.Server;

/// <summary>A room of 1000 W: a mill that draws 800 W, and a printer with 300 W while it heats and 100 W afterwards.</summary>
public sealed class HeatUpTests
{
    static readonly HeatUpDraw Mill = new("mill", 800, 800, ["room"]), Printer = new("printer", 300, 100, ["room"]);

    static readonly MachineActivity Proposed = new("mill", "m1", "m", "tray", Proposed: true, WarmingUp: false, 600),
        Milling = Proposed with { Proposed = false }, Heating = new("printer", "p1", "p", "cube", Proposed: false, WarmingUp: true, 600), Printing = Heating with { WarmingUp = false };

    [Fact]
    public void What_is_only_proposed_draws_nothing()
    {
        var room = new HeatUp();
        room.Follow(With(Proposed));
        Assert.Null(room.WhyNot(Printer, 0));
    }

    [Fact]
    public void A_start_by_hand_waits_for_the_fuse_like_every_other()
    {
        var room = new HeatUp();
        room.Follow(With(Proposed));
        Assert.Null(room.WhyNot(Printer, 0));
        Assert.Contains("room carries 300 W and allows 1000 W", room.WhyNot(Mill, 1), StringComparison.Ordinal);
        room.Follow(With(Proposed, Printing));
        Assert.Null(room.WhyNot(Mill, 2));
    }

    [Fact]
    public void A_start_that_was_granted_keeps_its_power_until_the_row_says_that_it_runs()
    {
        var room = new HeatUp();
        room.Follow(With(Proposed));
        Assert.Null(room.WhyNot(Mill, 0));
        // A plan that read the machine before the start was written down.
        room.Follow(With(Proposed));
        Assert.NotNull(room.WhyNot(Printer, 1));
        room.Follow(With(Milling));
        Assert.NotNull(room.WhyNot(Printer, 2));
        room.Follow(With());
        Assert.Null(room.WhyNot(Printer, 3));
    }

    [Fact]
    public void What_somebody_started_at_the_machines_own_screen_counts_with_its_peak()
    {
        var room = new HeatUp();
        room.Follow(With() with { Machines = new Dictionary<string, MachineOffer> { ["printer"] = new("printer", "Printer", null, Any, MachineState.Running, "", []) } });
        Assert.Contains("room carries 300 W", room.WhyNot(Mill, 0), StringComparison.Ordinal);
        room.Follow(With() with { Machines = new Dictionary<string, MachineOffer> { ["printer"] = new("printer", "Printer", null, Any, MachineState.BedFull, "", []) } });
        Assert.Null(room.WhyNot(Mill, 1));
    }

    static Profile Any => ProfileReader.Read(File.ReadAllText(Path.Combine(Story.Repository.Root, "machines", "ender-3.yaml")), "ender-3.yaml").Profile!;

    static PlanInput With(params MachineActivity[] active) => new(new(), [], [new("room", 1000, [])], new Dictionary<string, PlannedCopy>(), [],
        new Dictionary<string, MachineOffer>(), new Dictionary<string, HeatUpDraw> { ["mill"] = Mill, ["printer"] = Printer }, active, []);
}
