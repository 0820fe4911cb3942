using System.Diagnostics.CodeAnalysis;

namespace Fleet.Core.Scheduling.Rules;

/// <summary>Rules, or the reasons why the text is none, each with its line.</summary>
public sealed record WorkshopRulesOutcome(WorkshopRules? Rules, IReadOnlyList<ProfileFault> Faults)
{
    [MemberNotNullWhen(true, nameof(Rules))]
    public bool IsGood => Rules is not null;
}
