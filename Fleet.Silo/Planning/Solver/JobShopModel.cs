using Fleet.Core.Scheduling.Makespan;
using Google.OrTools.Sat;

namespace Fleet.Silo.Planning.Solver;

/// <summary>
/// A flexible job shop for CP-SAT: an optional interval per operation and machine, no overlap on a machine, operations of a job one after
/// the other. Redundant: all machines together must hold the work.
/// </summary>
sealed class JobShopModel
{
    readonly FlexibleJobShop _shop;
    readonly List<(IntVar Start, IntVar End, List<(int Machine, BoolVar Chosen)> Choices)> _steps = [];

    /// <param name="known">A schedule that the solver begins with, operations in the order of the problem.</param>
    public JobShopModel(FlexibleJobShop shop, IReadOnlyList<SolverStep> known)
    {
        _shop = shop;
        var horizon = known.Max(step => step.End);
        var makespan = Model.NewIntVar(shop.Bound(), horizon, "makespan");
        var onMachine = Enumerable.Range(0, shop.Machines).Select(_ => new List<IntervalVar>()).ToArray();
        var work = Enumerable.Range(0, shop.Machines).Select(_ => LinearExpr.NewBuilder()).ToArray();
        var total = LinearExpr.NewBuilder();
        var at = 0;
        foreach (var operations in shop.Jobs)
        {
            var (earliest, latest) = (0, horizon - operations.Sum(Least));
            IntVar? before = null;
            foreach (var operation in operations)
            {
                var start = Model.NewIntVar(earliest, latest, "");
                earliest += Least(operation);
                latest += Least(operation);
                var end = Model.NewIntVar(earliest, latest, "");
                var choices = new List<(int, BoolVar)>();
                foreach (var choice in operation.Choices)
                {
                    var chosen = Model.NewBoolVar("");
                    onMachine[choice.Machine].Add(Model.NewOptionalIntervalVar(start, LinearExpr.Constant(choice.Time), end, chosen, ""));
                    work[choice.Machine].AddTerm(chosen, choice.Time);
                    total.AddTerm(chosen, choice.Time);
                    choices.Add((choice.Machine, chosen));
                    Model.AddHint(chosen, choice.Machine == known[at].Machine && choice.Time == known[at].End - known[at].Start);
                }
                Model.AddExactlyOne(choices.Select(choice => choice.Item2));
                if (before is not null)
                    Model.Add(start >= before);
                Model.AddHint(start, known[at].Start);
                Model.AddHint(end, known[at].End);
                before = end;
                _steps.Add((start, end, choices));
                at++;
            }
            Model.Add(makespan >= before!);
        }
        for (var machine = 0; machine < shop.Machines; machine++)
            if (onMachine[machine].Count > 0)
            {
                Model.AddNoOverlap(onMachine[machine]);
                Model.Add(work[machine] <= makespan);
            }
        Model.Add(total <= makespan * shop.Machines);
        Model.AddHint(makespan, horizon);
        Model.Minimize(makespan);
    }

    public CpModel Model { get; } = new();

    /// <summary>The solution that the solver stands at.</summary>
    public IReadOnlyList<SolverStep> Read(Func<IntVar, long> value) => [.. _steps.Select(step => new SolverStep(
        step.Choices.First(choice => value(choice.Chosen) != 0).Machine, (int)value(step.Start), (int)value(step.End)))];

    static int Least(ShopOperation operation) => operation.Choices.Min(choice => choice.Time);
}
