using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Desk;

namespace Fleet.Silo.Planning;

/// <summary>Answers what-if questions with the engine that made the plan, without touching it.</summary>
static class PlanAnswers
{
    /// <summary>Enough to see what a good answer looks like, in a part of a second.</summary>
    const int Iterations = 300;

    const int UsualTimes = 10;

    /// <summary>Null when the question has no answer: an unknown kind, job or machine.</summary>
    public static PlanPreview? To(WorkshopPlan plan, PlanQuestion question)
    {
        var (input, problem) = (plan.Input, plan.Input.Problem);
        var key = question.JobId is { } jobId ? PlannedCopy.Key(jobId, 1) : "";
        var known = input.Copies.ContainsKey(key);
        return question.Kind switch
        {
            "pin" when known => Question.Pin(problem, plan.Plan, key, new(question.MachineId, Start(input, question.From))),
            "release" when known => Question.Pin(problem, plan.Plan, key, null),
            "now" when known => Question.Now(problem, plan.Plan, key),
            "machineDown" when input.Machines.ContainsKey(question.MachineId ?? "") =>
                Ask(plan, WhatIf.MachineDown(problem, question.MachineId!, Span(input, question))),
            "personAway" => Ask(plan, WhatIf.PersonAway(problem, question.PersonId ?? "", Span(input, question))),
            "waitForWind" => Ask(plan, WhatIf.WaitForWind(problem, question.Times ?? UsualTimes)),
            _ => null,
        };
    }

    static PlanPreview Ask(WorkshopPlan plan, PlanningProblem changed) => Question.Ask(plan.Plan, changed, new IterationBudget(Iterations));

    static int? Start(PlanInput input, DateTimeOffset? at) => at is { } start ? Math.Max(0, input.SlotOf(start.ToUnixTimeMilliseconds())) : null;

    static SlotSpan Span(PlanInput input, PlanQuestion question) =>
        new(Start(input, question.From) ?? 0, question.Until is { } until ? Math.Max(0, input.SlotOf(until.ToUnixTimeMilliseconds())) : input.Problem.HorizonSlots);
}
