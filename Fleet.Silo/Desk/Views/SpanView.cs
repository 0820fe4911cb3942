namespace Fleet.Silo.Desk.Views;

[GenerateSerializer, Immutable, Alias("fleet.span")]
public sealed record SpanView([property: Id(0)] DateTimeOffset From, [property: Id(1)] DateTimeOffset To);
