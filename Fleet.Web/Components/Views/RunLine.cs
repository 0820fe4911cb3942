namespace Fleet.Web.Components.Views;

/// <summary>One run in a list.</summary>
/// <param name="State">Word of <see cref="Fleet.Core.Jobs.RunState"/>.</param>
/// <param name="Outcome">Word of <see cref="Fleet.Core.Jobs.Outcome"/>, or null.</param>
public sealed record RunLine(string Id, string Name, string MachineId, string MachineName, int Copy, int Attempt, string State,
    string? Outcome, DateTimeOffset? StartedAt, double? EnergyWh, double? MassGrams, string Reason = "");
