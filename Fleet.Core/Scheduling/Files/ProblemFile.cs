using System.Diagnostics.CodeAnalysis;
using Fleet.Core.Scheduling.Makespan;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Core.Scheduling.Files;

/// <summary>What a problem file holds: exactly one of a workshop, unrelated machines, a flexible job shop, or the fault.</summary>
public sealed record ProblemFile
{
    public PlanningProblem? Workshop { get; init; }
    public UnrelatedMachines? Unrelated { get; init; }
    public FlexibleJobShop? JobShop { get; init; }
    public FileFault? Fault { get; init; }

    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsGood => Fault is null;

    internal static ProblemFile Refused(int line, string sentence) => new() { Fault = new(line, sentence) };
}
