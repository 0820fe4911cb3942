namespace Fleet.Core.Footprint.Exchange;

/// <summary>What a workshop says of itself in public. Empty is not said.</summary>
public sealed record WorkshopCard
{
    public string Name { get; init; } = "";
    public string Description { get; init; } = "";
    public string Street { get; init; } = "";
    public string Number { get; init; } = "";
    public string Postcode { get; init; } = "";
    public string Locality { get; init; } = "";
    public string Region { get; init; } = "";
    public string Country { get; init; } = "";
    public double? Latitude { get; init; }
    public double? Longitude { get; init; }
    public string Email { get; init; } = "";
    public string Website { get; init; } = "";
}
