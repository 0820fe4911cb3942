using Fleet.Core.Material;

namespace Fleet.Silo.Grains;

/// <summary>How much of what a run used of a lot is scrap of a kind. A length for filament, a mass for everything.</summary>
[GenerateSerializer, Immutable, Alias("fleet.scrapShare")]
public sealed record ScrapShare(ScrapKind Kind, double LengthMm, double MassG);
