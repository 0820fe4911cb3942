namespace Fleet.Silo.Planning;

/// <summary>An operator starts a run against the workshop's hours.</summary>
/// <param name="By">Name of the account.</param>
/// <param name="Reason">In their words.</param>
/// <param name="Conditions">What spoke against the start then.</param>
[GenerateSerializer, Immutable, Alias("fleet.setAside")]
public sealed record SetAside([property: Id(0)] string By, [property: Id(1)] string Reason, [property: Id(2)] string Conditions);
