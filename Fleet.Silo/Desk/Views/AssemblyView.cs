namespace Fleet.Silo.Desk.Views;

/// <summary>Jobs that are parts of one thing. It is done when the last part is.</summary>
/// <param name="State">A word of <see cref="JobState"/>: done and cancelled when nothing is open any more.</param>
/// <param name="ReadyBy">When the plan promises the last part; null while a part has no place, or nothing waits for one.</param>
public sealed record AssemblyView(
    string Id, string Name, string Owner, DateTimeOffset? DueAt, string State, int Good, int Copies, DateTimeOffset? ReadyBy, IReadOnlyList<AssemblyPartView> Parts);
