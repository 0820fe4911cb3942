namespace Fleet.Core.Scheduling.Rules;

/// <summary>Somebody who serves machines, and when.</summary>
public sealed record PersonRules(string Id, string Name, WeekHours Present);
