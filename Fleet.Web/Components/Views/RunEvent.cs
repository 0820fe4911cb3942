namespace Fleet.Web.Components.Views;

public sealed record RunEvent(DateTimeOffset At, string What, string Reason, long Line);
