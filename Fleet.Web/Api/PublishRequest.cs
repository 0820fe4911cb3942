namespace Fleet.Web.Api;

/// <param name="Kind">energy, material, footprint or use.</param>
/// <param name="To">Not included.</param>
public sealed record PublishRequest(string? Kind, string? From, string? To, string? GroupBy, string? Title, string? View = null);
