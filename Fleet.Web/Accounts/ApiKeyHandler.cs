using System.Security.Claims;
using System.Text.Encodings.Web;
using Fleet.Silo.Gateway;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Fleet.Web.Accounts;

/// <summary>Signs in by <c>Authorization: Bearer KEY</c> or <c>X-Api-Key: KEY</c>. Keys are looked up by their hash.</summary>
public sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IDatabase database)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "ApiKey";
    const string Bearer = "Bearer ";

    /// <summary>The key that a request carries, or null.</summary>
    public static string? KeyOf(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return authorization[Bearer.Length..].Trim();
        var key = request.Headers["X-Api-Key"].ToString();
        return key.Length > 0 ? key : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyOf(Request) is not { } key)
            return AuthenticateResult.NoResult();
        var found = await database.Find<KeyRow>(
            """
            select api_key.account_id, api_key.role, coalesce(account.name, api_key.name) as name
            from api_key left join account on account.id = api_key.account_id where hash = @hash and revoked_at_ms is null
            """, new { hash = Secrets.Hash(key) });
        if (found is null)
            return AuthenticateResult.Fail("This API key is not known here or was revoked.");
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, found.AccountId), new(ClaimTypes.Name, found.Name), new(ClaimTypes.Role, found.Role)], Name);
        return AuthenticateResult.Success(new(new(identity), Name));
    }

    sealed record KeyRow
    {
        public string AccountId { get; init; } = "";
        public string Role { get; init; } = "";
        public string Name { get; init; } = "";
    }
}
