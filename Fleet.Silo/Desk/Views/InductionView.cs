namespace Fleet.Silo.Desk.Views;

/// <param name="Kind">As the workshop's rules name it.</param>
/// <param name="Earned">How.</param>
public sealed record InductionView(string Id, string AccountId, string Name, string Kind, string Earned, string By, DateTimeOffset At);
