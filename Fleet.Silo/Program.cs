using Fleet.Silo.Hosting;
using Fleet.Silo.Planning.Verb;
using Fleet.Silo.Upkeep;

namespace Fleet.Silo;

/// <summary>A node without pages: grains, ledger and the agents' door. Takes the options of <c>./fleet up</c>; also the verbs that work on the data beside it, and the plan's.</summary>
static class Program
{
    static async Task<int> Main(string[] args)
    {
        if (args is [var verb, .. var rest] && UpkeepVerbs.Knows(verb))
            return await UpkeepVerbs.Run(verb, rest);
        if (args is [var asked, .. var about] && PlanVerb.Knows(asked))
            return await PlanVerb.Run(asked, about);
        if (CommandLine.Read(args, out var fault) is not { } options)
            return Complain(fault);
        await using var claim = await Claim.Take(options, obstacle => Complain(obstacle));
        if (claim is null)
            return 2;

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        await builder.AddFleet(options);
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]).AddCheck<BooksHealth>("books");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenAnyIP(options.Port);
            kestrel.ListenForAgents(options);
        });
        await using var app = builder.Build();
        app.MapAgentDoor(options);
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        await app.RunAsync();
        return 0;
    }

    static int Complain(string sentence)
    {
        Console.Error.WriteLine($"fleet: {sentence}");
        return 2;
    }
}
