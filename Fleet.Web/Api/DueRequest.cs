namespace Fleet.Web.Api;

/// <param name="DueAt">Null: nobody waits for an hour.</param>
public sealed record DueRequest(DateTimeOffset? DueAt);
