namespace Fleet.Web.Api;

/// <param name="Kind">support, purge, skirt, failed, offcut or swarf; null: all of the run's scrap.</param>
/// <param name="Route">reuse, recycle or residual.</param>
public sealed record RouteRequest(string? Route, string? Kind = null);
