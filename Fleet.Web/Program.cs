using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Web.Accounts;
using Fleet.Web.Api;
using Fleet.Web.Components;
using Fleet.Web.Demo;
using Fleet.Web.Hosting;
using Fleet.Web.Live;
using Fleet.Web.LocalAgent;
using Prometheus;
using Scalar.AspNetCore;

namespace Fleet.Web;

/// <summary>The server with pages and API. <c>./fleet up</c> starts it.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var options = CommandLine.Read(args, out var fault);
        if (options is null)
            return Complain(fault);
        await using var claim = await Claim.Take(options, obstacle => Complain(obstacle));
        if (claim is null)
            return 2;
        try
        {
            await using var app = await Build(args, options);
            await app.StartAsync();
            await Greeting.Print(app, options);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (IOException fault2) when (fault2.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return Complain($"{fault2.Message} Stop the other program, or choose other ports with --port and --agent-port.");
        }
    }

    static async Task<WebApplication> Build(string[] args, FleetOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        Quiet(builder.Logging);
        await builder.AddFleet(options);
        builder.Services.AddAccounts();
        builder.Services.AddFleetUi();
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi("v1", document => document.AddDocumentTransformer((description, _, _) =>
        {
            description.Info = new() { Title = "Fleet", Version = "v1", Description = "Machines, jobs, runs, material and energy of a workshop." };
            return Task.CompletedTask;
        }));
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]).AddCheck<BooksHealth>("books");
        builder.Services.AddResponseCompression();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            json.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        });
        if (options.LocalAgent)
            builder.Services.AddHostedService<LocalAgentProcess>();
        if (options.Demo)
            builder.Services.AddHostedService<DemoWorkshop>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenAnyIP(options.Port);
            kestrel.ListenForAgents(options);
        });
        var app = builder.Build();
        app.MapAgentDoor(options);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseResponseCompression();
        app.UseFleetLanguage();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapAccounts();
        app.MapApi();
        app.MapFleetUi();
        return app;
    }

    static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api");
        api.MapPrograms();
        api.MapJobs();
        api.MapMachines();
        api.MapMaterial();
        api.MapMeters();
        api.MapAgents();
        api.MapAccountApi();
        api.MapWorkshops();
        api.MapPlan();
        api.MapReports();
        api.MapFactors();
        api.MapEvidence();
        app.MapPassports(api);
        app.MapCalendars(api);
        api.MapLive();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
        app.MapMetrics("/metrics");
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/api/docs");
    }

    /// <summary>Warnings are for people; what the frameworks tell about themselves is not.</summary>
    static void Quiet(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Orleans", LogLevel.Error);
        logging.AddFilter("FluentMigrator", LogLevel.Warning);
        logging.AddFilter("Polly", LogLevel.Error);
        logging.AddFilter("Grpc", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }

    static int Complain(string sentence)
    {
        Console.Error.WriteLine($"fleet: {sentence}");
        return 2;
    }
}
