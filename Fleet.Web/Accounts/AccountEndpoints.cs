using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.Web.Accounts;

/// <summary>Where the sign-in and set-up pages post their forms.</summary>
public static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/account").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        group.MapPost("/signin", SignIn);
        group.MapPost("/setup", SetUp);
        group.MapPost("/signout", async (SignInManager<Account> signIn) =>
        {
            await signIn.SignOutAsync();
            return Results.Redirect("/signin");
        });
    }

    static async Task<IResult> SignIn(
        [FromForm] string? name, [FromForm] string? password, [FromForm] string? returnUrl, SignInManager<Account> signIn)
    {
        var result = await signIn.PasswordSignInAsync(name?.Trim() ?? "", password ?? "", isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded)
            return Results.LocalRedirect(Local(returnUrl));
        var error = result.IsLockedOut ? "locked" : "wrong";
        return Results.Redirect($"/signin?error={error}&returnUrl={Uri.EscapeDataString(Local(returnUrl))}");
    }

    static async Task<IResult> SetUp(
        [FromForm] string? token, [FromForm] string? name, [FromForm] string? password, AccountDesk accounts, SignInManager<Account> signIn)
    {
        var answer = await accounts.SetUp(token ?? "", name ?? "", password ?? "");
        if (answer.Value is not { } account)
            return Results.Redirect($"/setup?token={Uri.EscapeDataString(token ?? "")}&error={Uri.EscapeDataString(answer.Refusal!.Sentence)}");
        await signIn.SignInAsync(account, isPersistent: true);
        return Results.Redirect("/");
    }

    /// <summary>Only addresses of this server; anything else leads home.</summary>
    static string Local(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal) ? url : "/";
}
