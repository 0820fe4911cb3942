namespace Fleet.Core.Scheduling.Makespan;

/// <summary>One step of a job and the machines that can do it.</summary>
public sealed record ShopOperation(IReadOnlyList<ShopChoice> Choices);
