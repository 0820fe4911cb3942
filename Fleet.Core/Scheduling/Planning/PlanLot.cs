namespace Fleet.Core.Scheduling.Planning;

/// <summary>Something in the store that can be set up on a machine: a spool, a nozzle, a tool.</summary>
/// <param name="Kind">The attribute that it gives, as in <see cref="SetupRule.Kind"/>.</param>
/// <param name="Value">As in <see cref="PlanRun.Attributes"/>.</param>
/// <param name="Workshop">Where it lies; null: wherever it is needed.</param>
public sealed record PlanLot(string Id, string Kind, string Value, string? Workshop = null);
