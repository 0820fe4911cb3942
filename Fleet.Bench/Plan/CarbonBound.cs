using Fleet.Core.Scheduling.Planning;
using Google.OrTools.LinearSolver;

namespace Fleet.Bench.Plan;

/// <summary>
/// A bound that no plan can go below: every run may be cut into hours and spread over machines of equal thirst, as long as it stays within its
/// own window and the machines of a kind have that many hours. A linear transport problem per technology, solved by GLOP:
/// <code>
///   minimise  sum of share(run, kind, hour) x energy(run on kind) x carbon(hour)
///   so that   each run is done once, no kind works more hours in an hour than it has machines
/// </code>
/// A run's window ends when it is due, or at its end in the plan that is compared where that is later: then lateness is equal.
/// </summary>
static class CarbonBound
{
    const int HourSlots = 4;

    public static double Grams(PlanningProblem problem, Core.Scheduling.Planning.Plan compared)
    {
        var end = compared.Runs.ToDictionary(run => run.RunId, run => run.EndSlot);
        return problem.Runs.Where(run => end.ContainsKey(run.Id)).GroupBy(run => run.Needs[0]).Sum(technology => Grams(problem, technology.Key, [.. technology], end));
    }

    static double Grams(PlanningProblem problem, string technology, List<PlanRun> runs, Dictionary<string, int> end)
    {
        // Machines with the same speed and power are one kind.
        var kinds = problem.Machines.Where(machine => machine.Tags.Contains(technology)).GroupBy(machine => (machine.SpeedPermille, machine.PowerW)).ToList();
        var carbon = problem.Workshops[0].CarbonGPerKwh;
        using var solver = Solver.CreateSolver("GLOP");
        var objective = solver.Objective();
        objective.SetMinimization();
        var busy = new Dictionary<(int Kind, int Hour), Constraint>();
        foreach (var run in runs)
        {
            var done = solver.MakeConstraint(1, 1);
            for (var k = 0; k < kinds.Count; k++)
            {
                var hours = Math.Ceiling(run.Duration.MedianSlots * 1000.0 / kinds[k].Key.SpeedPermille) / HourSlots;
                var (from, to) = (run.ReleaseSlot / HourSlots, (Math.Max(run.DueSlot ?? int.MaxValue, end[run.Id]) + HourSlots - 1) / HourSlots);
                for (var hour = from; hour < Math.Min(to, problem.HorizonSlots / HourSlots); hour++)
                {
                    // Share of the run that an hour on one machine of the kind can do.
                    var share = solver.MakeNumVar(0, Math.Min(1, 1 / hours), "");
                    done.SetCoefficient(share, 1);
                    if (!busy.TryGetValue((k, hour), out var limit))
                        busy[(k, hour)] = limit = solver.MakeConstraint(double.NegativeInfinity, kinds[k].Count());
                    limit.SetCoefficient(share, hours);
                    var cleanest = Enumerable.Range(hour * HourSlots, HourSlots).Min(slot => carbon[Math.Min(slot, carbon.Count - 1)]);
                    objective.SetCoefficient(share, kinds[k].Key.PowerW * hours * cleanest / 1000.0);
                }
            }
        }
        return solver.Solve() == Solver.ResultStatus.OPTIMAL ? objective.Value() : 0;
    }
}
