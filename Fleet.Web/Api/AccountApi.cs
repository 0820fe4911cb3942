using System.Security.Claims;
using Fleet.Web.Accounts;

namespace Fleet.Web.Api;

public static class AccountApi
{
    public static void MapAccountApi(this RouteGroupBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("Accounts").RequireAuthorization("admin");
        accounts.MapGet("/", async (AccountDesk desk) => (await desk.List()).Select(View)).WithName("listAccounts");
        accounts.MapPost("/", async (AccountRequest request, AccountDesk desk) =>
            Word.Read<Role>(request.Role ?? "member") is { } role
                ? Problems.Of(await desk.Create(request.Name ?? "", request.Password, role), account => Results.Created($"/api/accounts/{account.Id}", View(account)))
                : Problems.Of(UnknownRole(request.Role))).WithName("createAccount");
        accounts.MapPost("/{id}/role", async (string id, AccountRequest request, AccountDesk desk, ClaimsPrincipal user) =>
            Word.Read<Role>(request.Role) is { } role
                ? Problems.Of(await desk.ChangeRole(id, role, user.ToVisitor()), account => Results.Ok(View(account)))
                : Problems.Of(UnknownRole(request.Role))).WithName("changeRole");

        var keys = api.MapGroup("/keys").WithTags("Accounts").RequireAuthorization("member");
        keys.MapPost("/", async (KeyRequest request, AccountDesk desk, ClaimsPrincipal user) =>
        {
            var visitor = user.ToVisitor();
            var role = Word.Read<Role>(request.Role ?? Word.Of(visitor.Role));
            return role is null ? Problems.Of(UnknownRole(request.Role))
                : role > visitor.Role ? Problems.Of(Refusal.Forbidden("A key cannot do more than its owner."))
                : Results.Ok(new { Key = await desk.CreateKey(request.Name?.Trim() ?? "key", visitor.AccountId, role.Value) });
        }).WithName("createKey").WithSummary("A new API key; it is shown once.");
        keys.MapGet("/", (AccountDesk desk) => desk.Keys()).WithName("listKeys").RequireAuthorization("admin");
        keys.MapDelete("/{id}", async (string id, AccountDesk desk) =>
            await desk.RevokeKey(id) is { } refusal ? Problems.Of(refusal) : Results.NoContent()).WithName("revokeKey").RequireAuthorization("admin");
    }

    static object View(Account account) => new { account.Id, account.Name, account.Role, CreatedAt = Instants.At(account.CreatedAtMs) };

    static Refusal UnknownRole(string? role) =>
        Refusal.Invalid("role", $"'{role}' is no role. Known are {string.Join(", ", Word.All<Role>())}.");
}
