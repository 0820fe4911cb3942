namespace Fleet.Silo.Grains;

/// <summary>Machine position, mm.</summary>
[GenerateSerializer, Immutable, Alias("fleet.positionLive")]
public sealed record PositionLive(double XMm, double YMm, double ZMm);
