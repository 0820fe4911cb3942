using System.Globalization;
using System.Security.Claims;
using Fleet.Silo.Calendars;
using Fleet.Web.Accounts;
using Fleet.Web.Components.Language;

namespace Fleet.Web.Api;

/// <summary>Calendars to subscribe to. Who holds a link below <c>/cal/</c> reads what it shows, until it is revoked.</summary>
public static class CalendarEndpoints
{
    public static void MapCalendars(this WebApplication app, RouteGroupBuilder api)
    {
        var links = api.MapGroup("/calendars").WithTags("Plan");
        links.MapGet("/", (CalendarDesk desk, ClaimsPrincipal user) => desk.List(user.ToVisitor()))
            .WithName("listCalendars").WithSummary("Your links to calendars; administrators see everybody's.");
        links.MapPost("/", async (CalendarRequest request, CalendarDesk desk, HttpRequest http, ClaimsPrincipal user) =>
            Problems.Of(await desk.Create(request.MachineId, request.Language ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, user.ToVisitor()), link =>
                Results.Created($"/api/calendars/{link.Id}", new { link.Id, link.MachineId, link.Language, Url = $"{http.Scheme}://{http.Host}/cal/{link.Secret}.ics" })))
            .WithName("createCalendar").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .WithSummary("A new secret link: your own runs, bookings and hours, or a machine's plan. The address is shown once.");
        links.MapDelete("/{id}", async (string id, CalendarDesk desk, ClaimsPrincipal user) => Problems.Of(await desk.Revoke(id, user.ToVisitor()), _ => Results.NoContent()))
            .WithName("revokeCalendar").Produces(204).ProducesProblem(403).ProducesProblem(404);

        app.MapGet("/cal/{secret}.ics", async (string secret, CalendarDesk desk, HttpContext context) =>
        {
            if (await desk.Read(secret) is not { } feed)
                return Problems.Of(new(RefusalKind.NotFound, "notFound", "No calendar has this link, or it was revoked. Make a new one on the plan's page."));
            context.Response.Headers.CacheControl = "private, no-cache";
            return Results.Bytes(CalendarWriter.Write($"Fleet: {feed.Of}", Events(feed, context.Request)), "text/calendar; charset=utf-8");
        }).AllowAnonymous().WithTags("Plan").WithName("readCalendar");
    }

    static IEnumerable<CalendarEvent> Events(CalendarFeed feed, HttpRequest request)
    {
        var words = feed.Language == "en" ? English.Words : German.Words;
        return feed.Entries.Select(entry => new CalendarEvent($"{entry.Key}@fleet", Instants.At(entry.FromMs), Instants.At(entry.ToMs),
            string.Format(CultureInfo.InvariantCulture, words[$"cal.{entry.Kind}"], entry.Name, entry.MachineName, entry.BookedFor is { } kind ? words[$"plan.kind.{kind}"] : "").Trim(' ', ':'),
            entry.MachineName, words[$"cal.{entry.Kind}.hint"], entry.JobId is { } job ? new($"{request.Scheme}://{request.Host}/jobs/{job}") : null,
            entry.Kind.ToUpperInvariant(), IsBusy: entry.Kind is "proposal" or "booking" or "presence", IsCertain: entry.Kind is not ("planned" or "proposal"),
            entry.Sequence, Instants.At(entry.ModifiedMs)));
    }
}
