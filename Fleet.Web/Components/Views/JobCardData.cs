namespace Fleet.Web.Components.Views;

/// <summary>One job on the board.</summary>
/// <param name="State">Word of <see cref="Fleet.Core.Jobs.JobState"/>.</param>
/// <param name="Reason">Why it is not running, and what resolves it.</param>
public sealed record JobCardData(string Id, string Name, string State, string Reason, int Copies, int Good, string Purpose, string Owner,
    DateTimeOffset CreatedAt, double? DurationSeconds, double? MassGrams, string? Thumbnail, IReadOnlyList<string> MachineNames);
