using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Planning;
using Fleet.Core.Scheduling.Power;
using Fleet.Core.Scheduling.Rules;

namespace Fleet.Silo.Planning;

/// <summary>The workshops of a plan at one moment, as the planner wants it, and the way back from its words to jobs and machines.</summary>
/// <param name="Workshops">The plan's keeper first.</param>
/// <param name="Circuits">The fuses of all of them, under the names that they have in the problem.</param>
/// <param name="Copies">What each run of the problem stands for, by its id there.</param>
/// <param name="Machines">As they are now, for the start conditions.</param>
/// <param name="Draws">What each machine draws, for the heat-up tokens; by machine.</param>
/// <param name="LeftOut">Jobs that do not fit into the plan's size; they come when others are done.</param>
public sealed record PlanInput(
    PlanningProblem Problem,
    IReadOnlyList<RuledWorkshop> Workshops,
    IReadOnlyList<CircuitRules> Circuits,
    IReadOnlyDictionary<string, PlannedCopy> Copies,
    IReadOnlyList<QueuedJob> Jobs,
    IReadOnlyDictionary<string, MachineOffer> Machines,
    IReadOnlyDictionary<string, HeatUpDraw> Draws,
    IReadOnlyList<MachineActivity> Active,
    IReadOnlyList<QueuedJob> LeftOut)
{
    readonly SlotClock _clock = new(Problem);

    public DateTimeOffset At(int slot) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Problem.StartsAtMs).AddMinutes((double)slot * Problem.SlotMinutes);

    /// <summary>The beginning of a slot as the workshop's clock shows it, for sentences.</summary>
    public string Spoken(int slot) => _clock.At(slot);

    public int SlotOf(long atMs) => (int)Math.Floor((atMs - Problem.StartsAtMs) / (Problem.SlotMinutes * 60_000.0));
}
