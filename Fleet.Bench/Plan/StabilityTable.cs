using System.Globalization;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Bench.Plan;

/// <summary>One machine breaks: how many promised starts move, and what lateness does.</summary>
static class StabilityTable
{
    public static void Print(int seeds)
    {
        Console.WriteLine("Stability: the fullest machine of 50 is down for a day, 200 runs are promised");
        Console.WriteLine();
        Console.WriteLine("| seed | promised | of them on the machine | others moved by more than 30 min | all moved | lateness before | after |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        for (var seed = 1; seed <= seeds; seed++)
        {
            var problem = FleetGenerator.Generate(200, 50, seed);
            var planner = new Planner(problem);
            planner.Build();
            var plan = planner.Improve(new IterationBudget(2000), 1);
            var place = plan.Runs.ToDictionary(run => run.RunId);
            var promised = problem with { Runs = [.. problem.Runs.Select(run => place.TryGetValue(run.Id, out var at) ? run with { Promised = new(at.MachineId, at.StartSlot) } : run)] };
            var broken = plan.Runs.GroupBy(run => run.MachineId).MaxBy(group => group.Count())!.Key;
            var repaired = Question.Steady(plan, WhatIf.MachineDown(promised, broken, new(0, 96)));
            var after = repaired.Plan.Runs.ToDictionary(run => run.RunId);
            bool Moved(PlannedRun run) => !after.TryGetValue(run.RunId, out var at) || Math.Abs(at.StartSlot - run.StartSlot) * problem.SlotMinutes > 30;
            var others = plan.Runs.Where(run => run.MachineId != broken).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {seed} | {plan.Runs.Count} | {plan.Runs.Count - others.Count} | {100.0 * others.Count(Moved) / others.Count:0.0} % | {100.0 * plan.Runs.Count(Moved) / plan.Runs.Count:0.0} % | {plan.Cost.Lateness} | {repaired.Plan.Cost.Lateness} |"));
        }
        Console.WriteLine();
        Console.WriteLine("Asked for: at most 10 % of the promised starts, unless lateness would rise by more than 5 %.");
        Console.WriteLine();
    }
}
