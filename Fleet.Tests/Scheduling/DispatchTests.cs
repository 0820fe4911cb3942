using Fleet.Core.Machines;
using Fleet.Core.Scheduling;

namespace Fleet.Tests.Scheduling;

public sealed class DispatchTests
{
    static readonly Profile Printer = ProfileOf("prusa-mk3s");
    static readonly Profile Ender = ProfileOf("ender-3");
    static readonly Profile Router = ProfileOf("shapeoko-grbl");
    static readonly ProgramNeeds Cube = new() { Kind = MachineKind.Fff, Extent = new(100, 100, 0, 120, 120, 20), NozzleMm = 0.4, Material = "PLA", MaxNozzleC = 215, MaxBedC = 60 };

    [Fact]
    public void A_job_goes_to_a_free_machine_that_fits() =>
        Assert.Equal([new("j", "p")], Decide([Job("j")], [Offer("r", Router), Offer("p", Printer)]).Placements);

    [Fact]
    public void The_more_urgent_job_goes_first_then_the_one_due_sooner_then_the_older()
    {
        QueuedJob[] jobs =
        [
            Job("old") with { CreatedAtMs = 1 }, Job("due") with { CreatedAtMs = 3, DueAtMs = 100 }, Job("urgent") with { CreatedAtMs = 4, Priority = 1 },
        ];
        Assert.Equal("urgent", Decide(jobs, [Offer("p", Printer)]).Placements.Single().JobId);
        Assert.Equal("due", Decide(jobs[..2], [Offer("p", Printer)]).Placements.Single().JobId);
        Assert.Equal("old", Decide(jobs[..1], [Offer("p", Printer)]).Placements.Single().JobId);
    }

    [Fact]
    public void Copies_spread_over_machines_and_no_machine_gets_two()
    {
        var placements = Decide([Job("j") with { CopiesToStart = 5 }], [Offer("a", Printer), Offer("b", Printer)]).Placements;
        Assert.Equal(["a", "b"], placements.Select(placement => placement.MachineId).Order());
    }

    [Fact]
    public void The_machine_that_a_person_named_is_waited_for()
    {
        var result = Decide([Job("j") with { MachineId = "busy" }], [Offer("free", Printer), Offer("busy", Printer, MachineState.Running)]);
        Assert.Empty(result.Placements);
        Assert.Contains("busy", result.Waiting["j"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_bed_is_named_with_its_remedy() =>
        Assert.Contains("Take it off", Decide([Job("j")], [Offer("p", Printer, MachineState.BedFull)]).Waiting["j"], StringComparison.Ordinal);

    [Fact]
    public void A_material_that_nobody_has_is_named_with_its_remedy()
    {
        var loaded = new LoadedMaterial("lot", 0, "PLA", "", 500);
        var result = Decide([Job("j") with { Needs = Cube with { Material = "PEEK" } }], [Offer("p", Printer) with { Loaded = [loaded] }]);
        Assert.Empty(result.Placements);
        Assert.Contains("Load PEEK", result.Waiting["j"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_larger_than_every_machine_can_never_be_made()
    {
        var huge = Cube with { Extent = new(0, 0, 0, 900, 900, 10) };
        var result = Decide([Job("j") with { Needs = huge }], [Offer("p", Printer), Offer("e", Ender)]);
        Assert.StartsWith("No machine can make it.", result.Waiting["j"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_for_another_model_is_not_guessed_onto_a_machine_but_may_be_put_there_by_name()
    {
        var foreign = Job("j") with { Needs = Cube with { PrinterModel = "ENDER3" } };
        Assert.Equal("e", Decide([foreign], [Offer("p", Printer), Offer("e", Ender)]).Placements.Single().MachineId);
        Assert.Equal("p", Decide([foreign with { MachineId = "p" }], [Offer("p", Printer)]).Placements.Single().MachineId);
    }

    [Fact]
    public void A_job_for_later_waits_for_its_time()
    {
        Assert.Empty(Decide([Job("j") with { NotBeforeMs = 2000 }], [Offer("p", Printer)], nowMs: 1000).Placements);
        Assert.Single(Decide([Job("j") with { NotBeforeMs = 2000 }], [Offer("p", Printer)], nowMs: 2000).Placements);
    }

    [Fact]
    public void Without_machines_every_job_says_so() =>
        Assert.Contains("no machine", Decide([Job("j")], []).Waiting["j"], StringComparison.Ordinal);

    [Fact]
    public void The_same_queue_gives_the_same_plan_in_any_order()
    {
        var jobs = Enumerable.Range(0, 20).Select(number => Job($"j{number:00}") with { CreatedAtMs = number % 5 }).ToList();
        var machines = Enumerable.Range(0, 7).Select(number => Offer($"p{number}", Printer)).ToList();
        var once = Decide(jobs, machines).Placements;
        var again = Decide([.. jobs.AsEnumerable().Reverse()], [.. machines.AsEnumerable().Reverse()]).Placements;
        Assert.Equal(once, again);
    }

    static DispatchResult Decide(IReadOnlyList<QueuedJob> jobs, IReadOnlyList<MachineOffer> machines, long nowMs = 1000) =>
        Dispatch.Decide(jobs, machines, nowMs);

    static QueuedJob Job(string id) => new(id, Cube, 1, 0, 1, null, null, null, null);

    static MachineOffer Offer(string id, Profile profile, MachineState state = MachineState.Ready) => new(id, id, null, profile, state, "", []);

    static Profile ProfileOf(string id) =>
        ProfileReader.Read(File.ReadAllText(Path.Combine(Story.Repository.Root, "machines", $"{id}.yaml")), $"{id}.yaml").Profile!;
}
