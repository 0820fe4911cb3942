namespace Fleet.Silo.Desk;

/// <summary>A sheet was cut. mm.</summary>
/// <param name="Parts">What became parts, by outer measures or by area.</param>
/// <param name="Offcuts">What goes back on the shelf; each becomes a lot of its own.</param>
/// <param name="KeepRest">True: the lot itself goes on with what is left. False: the rest is scrap.</param>
/// <param name="Route">Of the scrap: reuse, recycle or residual.</param>
/// <param name="RunId">The run that cut it.</param>
public sealed record CutRequest(
    IReadOnlyList<CutSize>? Parts = null, IReadOnlyList<CutSize>? Offcuts = null, bool KeepRest = false, string? Route = null, string? RunId = null);
