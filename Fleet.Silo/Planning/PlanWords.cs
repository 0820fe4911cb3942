using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Planning;

/// <summary>A plan in the words of the API and the pages: instants instead of slots, names beside ids.</summary>
static class PlanWords
{
    public static PlanView View(WorkshopPlan plan, IEnumerable<BookingRow> bookings, ISet<string> pinned, DateTimeOffset plannedAt)
    {
        var booked = bookings.ToLookup(row => row.MachineId);
        var places = plan.Plan.Runs.ToLookup(place => place.MachineId);
        return new(plannedAt, plan.Input.Problem.SlotMinutes, Cost(plan.Plan.Cost),
            [.. plan.Input.Problem.Machines.Select(machine => new PlanLaneView(machine.Id, machine.Spoken, machine.Attended,
                [.. places[machine.Id].Select(place => Block(plan, place, machine, pinned)).Concat(booked[machine.Id].Select(Block)).OrderBy(block => block.From)],
                Shut(plan.Input, machine)) { Workshop = machine.Workshop ?? "" })],
            [.. plan.Plan.Impossible.Where(item => !item.Placed || item.Code == "due").Select(item => new ImpossibleView(
                item.RunId is { } run && plan.Input.Copies.TryGetValue(run, out var copy) ? copy.JobId : null, item.Code, item.Sentence)).Distinct()],
            plan.Violations)
        {
            Workshops = [.. plan.Input.Workshops.Select(workshop => new PlanWorkshopView(workshop.Id, workshop.Name, RuledWorkshop.Transport(plan.Input.Workshops).To(workshop.Id)))],
        };
    }

    public static PlanCostView Cost(PlanCost cost) => new(cost.Total, cost.Lateness, cost.Waiting, cost.Setups, cost.Energy, cost.Carbon, cost.Moved,
        cost.Unfairness, cost.Separated, cost.Transport, cost.Unplaced);

    public static PlanPreviewView Preview(WorkshopPlan plan, PlanPreview preview)
    {
        PlanMoveView Move(PlanMove move) => new(plan.Input.Copies[move.RunId].JobId, Name(preview.Problem, move.RunId),
            move.Old is { } old ? plan.Name(old.MachineId) : null, move.Old is null ? null : plan.Input.At(move.Old.StartSlot),
            move.New is { } now ? plan.Name(now.MachineId) : null, move.New is null ? null : plan.Input.At(move.New.StartSlot), move.Reason, move.New?.MachineId);
        return new([.. preview.Difference.Moves.Where(move => plan.Input.Copies.ContainsKey(move.RunId)).Select(Move)],
            Cost(preview.Difference.Before), Cost(preview.Difference.After), Cost(preview.Difference.Rise),
            [.. preview.Plan.Impossible.Where(item => !item.Placed).Select(item => item.Sentence).Distinct()]);
    }

    public static JobPlanView? Why(WorkshopPlan plan, string jobId)
    {
        var keys = plan.CopiesOf(jobId);
        if (keys.Count == 0)
            return null;
        var why = new WhyNot(plan.Input.Problem, plan.Plan);
        var places = plan.Plan.Runs.ToDictionary(place => place.RunId, StringComparer.Ordinal);
        var machines = plan.Input.Problem.Machines.ToDictionary(machine => machine.Id);
        var binding = why.Binding(keys[0]);
        return new(jobId,
            [.. keys.Where(places.ContainsKey).Select(key => Block(plan, places[key], machines[places[key].MachineId], new HashSet<string>()))],
            binding.Sentence, binding.Remedy,
            [.. why.Of(keys[0]).Select(verdict => new MachineVerdictView(verdict.MachineId, plan.Name(verdict.MachineId), verdict.Never,
                [.. Now(plan, verdict.MachineId, keys[0]).Concat(verdict.Unmet).DistinctBy(condition => condition.Code)
                    .Select(condition => new ConditionView(condition.Code, condition.Sentence, condition.Remedy, condition.Minutes))],
                verdict.Best is { } best ? plan.Input.At(best.Place.StartSlot) : null, verdict.Best?.ExtraCost))]);
    }

    /// <summary>What only this moment knows: the machine is offline, has a fault, waits for somebody.</summary>
    static IEnumerable<Condition> Now(WorkshopPlan plan, string machineId, string key)
    {
        var job = plan.Input.Jobs.FirstOrDefault(job => job.JobId == plan.Input.Copies[key].JobId);
        return job is null || !plan.Input.Machines.TryGetValue(machineId, out var machine) || machine.State is MachineState.Running or MachineState.BedFull ? []
            : JobFit.Judge(job, machine).Where(condition => condition is { Met: false, Lasting: false, Code: "state" or "colour" or "lot" });
    }

    static PlanBlockView Block(WorkshopPlan plan, PlannedRun place, PlanMachine machine, ISet<string> pinned)
    {
        var copy = plan.Input.Copies[place.RunId];
        return new(copy.JobId, copy.RunId, Name(plan.Input.Problem, place.RunId), plan.Input.At(place.StartSlot), plan.Input.At(place.EndSlot), plan.Input.At(place.PromiseSlot),
            place.SetupSlots * plan.Input.Problem.SlotMinutes,
            copy.RunId is not null ? "running" : machine.Attended ? "proposal" : "planned", copy.RunId is null && copy.Number == 1 && pinned.Contains(copy.JobId), "");
    }

    static PlanBlockView Block(BookingRow row) =>
        new(null, null, row.Kind, Instants.At(row.FromMs), Instants.At(row.ToMs), Instants.At(row.ToMs), 0, "booking", false, row.Note) { BookingId = row.Id };

    /// <summary>When the machine may not run, of the plan's hours.</summary>
    static List<SpanView> Shut(PlanInput input, PlanMachine machine)
    {
        if (machine.MayRun is not { } open)
            return [];
        var shut = new List<SpanView>();
        var from = 0;
        foreach (var span in open.OrderBy(span => span.From).Append(new(input.Problem.HorizonSlots, input.Problem.HorizonSlots)))
        {
            if (span.From > from)
                shut.Add(new(input.At(from), input.At(span.From)));
            from = Math.Max(from, span.To);
        }
        return shut;
    }

    static string Name(PlanningProblem problem, string runId) => problem.Runs.FirstOrDefault(run => run.Id == runId)?.Spoken ?? runId;
}
