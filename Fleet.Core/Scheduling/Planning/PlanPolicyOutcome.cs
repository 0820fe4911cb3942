using System.Diagnostics.CodeAnalysis;

namespace Fleet.Core.Scheduling.Planning;

/// <summary>A policy, or the reasons why the text is none.</summary>
public sealed record PlanPolicyOutcome(PlanPolicy? Policy, IReadOnlyList<ProfileFault> Faults)
{
    [MemberNotNullWhen(true, nameof(Policy))]
    public bool IsGood => Policy is not null;
}
