namespace Fleet.Web.Components.Views;

/// <summary>An agent that wants to join.</summary>
public sealed record JoinView(string Fingerprint, string HostName, string Address, DateTimeOffset AskedAt);
