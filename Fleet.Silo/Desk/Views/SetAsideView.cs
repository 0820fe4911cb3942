namespace Fleet.Silo.Desk.Views;

/// <summary>An operator started the run against the workshop's hours.</summary>
/// <param name="Conditions">What spoke against it then.</param>
public sealed record SetAsideView(string By, DateTimeOffset At, string Reason, string Conditions);
