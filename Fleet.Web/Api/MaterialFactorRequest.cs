namespace Fleet.Web.Api;

/// <param name="Key">Null: the choice is taken back.</param>
public sealed record MaterialFactorRequest(string? SetId, string? Key);
