namespace Fleet.Web.Accounts;

/// <summary>An API key as it is listed; the key itself is nowhere.</summary>
public sealed record ApiKeyView
{
    public string Id { get; init; } = "";
    public string Name { get; init; } = "";
    public string AccountId { get; init; } = "";
    public string Role { get; init; } = "";
    public long CreatedAtMs { get; init; }
}
