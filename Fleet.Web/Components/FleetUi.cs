using System.Globalization;
using Fleet.Web.Components.Language;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using Radzen;

namespace Fleet.Web.Components;

/// <summary>Adds the pages to a server that has the desks, accounts and the API.</summary>
public static class FleetUi
{
    static readonly CultureInfo[] Cultures = [new("de-DE"), new("en-GB")];

    public static IServiceCollection AddFleetUi(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddSingleton<Speech>();
        services.AddScoped<PageReader>();
        services.AddScoped<PageActs>();
        services.AddScoped<MeterActs>();
        services.AddScoped<SheetActs>();
        services.AddCascadingAuthenticationState();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Cultures[0]);
            options.SupportedCultures = Cultures;
            options.SupportedUICultures = Cultures;
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new PlainLanguage()];
        });
        return services;
    }

    /// <summary>After status code pages, before authentication: the reader's language.</summary>
    public static IApplicationBuilder UseFleetLanguage(this IApplicationBuilder app)
    {
        app.UseRequestLocalization();
        return app.Use((context, next) =>
        {
            // A page that is not there writes its own answer; with this feature Blazor would leave it to a plain sentence.
            if (!context.Request.Path.StartsWithSegments("/api"))
                context.Features.Set<IStatusCodePagesFeature>(null);
            return next();
        });
    }

    /// <summary>After authentication and authorization.</summary>
    public static IEndpointRouteBuilder MapFleetUi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStaticAssets().AllowAnonymous();
        endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        // For the sheet that opens after a file was dropped: where the program can go, and why not elsewhere.
        endpoints.MapGet("/q/fits/{programId}", (string programId, PageReader reader) => reader.Fits(programId)).ExcludeFromDescription();
        return endpoints;
    }

    /// <summary>The first of the reader's languages that is German or English, whatever the country.</summary>
    sealed class PlainLanguage : RequestCultureProvider
    {
        public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
        {
            var language = httpContext.Request.GetTypedHeaders().AcceptLanguage
                .OrderByDescending(choice => choice.Quality ?? 1)
                .Select(choice => choice.Value.ToString().ToLowerInvariant())
                .FirstOrDefault(value => value.StartsWith("de", StringComparison.Ordinal) || value.StartsWith("en", StringComparison.Ordinal));
            var culture = language is null ? null : language.StartsWith("en", StringComparison.Ordinal) ? "en-GB" : "de-DE";
            return Task.FromResult(culture is null ? null : new ProviderCultureResult(culture));
        }
    }
}
