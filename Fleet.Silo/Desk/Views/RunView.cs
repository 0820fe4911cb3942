namespace Fleet.Silo.Desk.Views;

/// <summary>A run as pages and API show it.</summary>
/// <param name="State">A word of <see cref="RunState"/>.</param>
/// <param name="Attempt">1 for the first attempt at a copy.</param>
/// <param name="RetryOf">The run that this one repeats, or null.</param>
/// <param name="Progress">0 to 1, live while it is on a machine.</param>
/// <param name="Energy">Null while nothing is booked: missing is missing.</param>
/// <param name="Outcome"><c>good</c> or <c>bad</c>; null until a person says so.</param>
public sealed record RunView(
    string Id,
    string JobId,
    string MachineId,
    string State,
    int Copy,
    int Attempt,
    string? RetryOf,
    double Progress,
    string? Phase,
    long Line,
    double? RemainingSeconds,
    string Reason,
    EnergyView? Energy,
    IReadOnlyList<MaterialView> Material,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? Outcome,
    string? OutcomeBy,
    string OutcomeNote)
{
    /// <summary>Who started it against the workshop's hours, and why; null: nobody.</summary>
    public SetAsideView? SetAside { get; init; }
}
