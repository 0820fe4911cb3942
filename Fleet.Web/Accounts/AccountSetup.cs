using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Fleet.Web.Accounts;

/// <summary>Identity over the fleet's database; cookies for browsers, keys for programs; nothing answers without one of them.</summary>
public static class AccountSetup
{
    const string CookieOrKey = "CookieOrKey";

    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>(identity =>
        {
            identity.User.AllowedUserNameCharacters = null!; // Names are names, not mail addresses.
            identity.Password.RequiredLength = 10;
            identity.Password.RequireNonAlphanumeric = false;
            identity.Password.RequireUppercase = false;
            identity.Password.RequireLowercase = false;
            identity.Password.RequireDigit = false;
        }).AddUserStore<AccountStore>().AddSignInManager().AddClaimsPrincipalFactory<AccountClaims>();
        services.AddScoped<AccountDesk>();

        services.AddAuthentication(CookieOrKey)
            .AddPolicyScheme(CookieOrKey, null, scheme => scheme.ForwardDefaultSelector =
                context => ApiKeyHandler.KeyOf(context.Request) is null ? IdentityConstants.ApplicationScheme : ApiKeyHandler.Name)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Name, null)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(cookie =>
            {
                cookie.LoginPath = "/signin";
                cookie.AccessDeniedPath = "/signin";
                cookie.ReturnUrlParameter = "returnUrl";
                cookie.ExpireTimeSpan = TimeSpan.FromDays(30);
                cookie.Cookie.Name = "fleet";
                // A program gets a status, only a browser's page is led to the sign-in.
                cookie.Events.OnRedirectToLogin = context => Turn(context, StatusCodes.Status401Unauthorized);
                cookie.Events.OnRedirectToAccessDenied = context => Turn(context, StatusCodes.Status403Forbidden);
            }));

        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy("member", policy => policy.RequireRole(AtLeast(Role.Member)))
            .AddPolicy("operator", policy => policy.RequireRole(AtLeast(Role.Operator)))
            .AddPolicy("officer", policy => policy.RequireRole(AtLeast(Role.Officer)))
            .AddPolicy("admin", policy => policy.RequireRole(AtLeast(Role.Admin)));

        services.AddDataProtection().SetApplicationName("fleet");
        services.AddSingleton<IXmlRepository, DatabaseKeyRing>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = provider.GetRequiredService<IXmlRepository>()));
    }

    static string[] AtLeast(Role role) => [.. Enum.GetValues<Role>().Where(other => other >= role).Select(Word.Of)];

    static Task Turn(Microsoft.AspNetCore.Authentication.RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/metrics"))
            context.Response.StatusCode = status;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
