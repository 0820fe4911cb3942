using Fleet.Core.Scheduling.Planning;

namespace Fleet.Tests.Scheduling.Planning;

/// <summary>Small problems to begin with: one workshop, a day of slots.</summary>
static class Workshop
{
    public static PlanningProblem Of(IReadOnlyList<PlanMachine> machines, IReadOnlyList<PlanRun> runs) => new()
    {
        HorizonSlots = 96,
        Workshops = [new() { Id = "W" }],
        Machines = machines,
        Runs = runs,
    };

    /// <summary>Changes its material in one slot.</summary>
    public static PlanMachine Printer(string id) => new()
    {
        Id = id, Workshop = "W", Tags = ["fff"], PowerW = 100,
        Attributes = new Dictionary<string, string> { ["material"] = "PLA" },
        Setups = [new("material", 1, 10)],
    };

    public static PlanRun Run(string id, int slots) => new() { Id = id, Needs = [], Duration = RunDuration.Exactly(slots) };
}
