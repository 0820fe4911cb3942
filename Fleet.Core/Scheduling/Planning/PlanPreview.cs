namespace Fleet.Core.Scheduling.Planning;

/// <summary>What would be: shown before anybody confirms it, and kept by taking over its problem and its plan.</summary>
public sealed record PlanPreview(PlanningProblem Problem, Plan Plan, PlanDifference Difference);
