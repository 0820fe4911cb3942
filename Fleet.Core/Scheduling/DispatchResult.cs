namespace Fleet.Core.Scheduling;

/// <param name="Waiting">For each job that got no machine, one sentence that says why and what resolves it.</param>
public sealed record DispatchResult(IReadOnlyList<Placement> Placements, IReadOnlyDictionary<string, string> Waiting);
