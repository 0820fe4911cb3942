namespace Fleet.Silo.Grains;

/// <summary>Mass that leaves a lot when it is cut: into parts (<c>use</c>), onto the shelf as a lot of its own (<c>moved</c>), or as <c>scrap</c>.</summary>
[GenerateSerializer, Immutable, Alias("fleet.cutPiece")]
public sealed record CutPiece(string Kind, double MassG, string Note);
