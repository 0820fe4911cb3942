using Fleet.Silo.Live;
using Microsoft.AspNetCore.Http.Features;

namespace Fleet.Web.Live;

/// <summary>Server-sent events: <c>event: machines</c> with what changed since the last frame, at most twice a second.</summary>
public static class LiveEndpoint
{
    public static void MapLive(this RouteGroupBuilder api) =>
        api.MapGet("/live", async (HttpContext context, LiveHub hub, string? machines, IHostApplicationLifetime lifetime) =>
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            var only = machines?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            try
            {
                await foreach (var frame in hub.Frames(only, ending.Token))
                {
                    await context.Response.Body.WriteAsync("event: machines\ndata: "u8.ToArray(), ending.Token);
                    await context.Response.Body.WriteAsync(frame, ending.Token);
                    await context.Response.Body.WriteAsync("\n\n"u8.ToArray(), ending.Token);
                    await context.Response.Body.FlushAsync(ending.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The viewer left or the server stops.
            }
        }).WithName("live").WithTags("Machines").WithSummary("Server-sent events with the machines named in ?machines=a,b or all of them.");
}
