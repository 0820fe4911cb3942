namespace Fleet.Silo.Desk.Views;

/// <summary>Something that takes a machine for a time.</summary>
/// <param name="RunId">Of what runs already.</param>
/// <param name="To">By the median.</param>
/// <param name="Promised">By P80: what somebody may be told.</param>
/// <param name="SetupMinutes">A person's work directly before.</param>
/// <param name="Kind"><c>running</c>, <c>planned</c>, <c>proposal</c> (a person starts it) or <c>booking</c>.</param>
[GenerateSerializer, Immutable, Alias("fleet.planBlock")]
public sealed record PlanBlockView(
    [property: Id(0)] string? JobId,
    [property: Id(1)] string? RunId,
    [property: Id(2)] string Name,
    [property: Id(3)] DateTimeOffset From,
    [property: Id(4)] DateTimeOffset To,
    [property: Id(5)] DateTimeOffset Promised,
    [property: Id(6)] int SetupMinutes,
    [property: Id(7)] string Kind,
    [property: Id(8)] bool Pinned,
    [property: Id(9)] string Note)
{
    [Id(10)] public string? BookingId { get; init; }
}
