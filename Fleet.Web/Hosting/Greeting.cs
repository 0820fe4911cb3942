using Fleet.Web.Accounts;

namespace Fleet.Web.Hosting;

/// <summary>What the terminal shows when the server is ready.</summary>
static class Greeting
{
    public static async Task Print(WebApplication app, FleetOptions options)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var nobody = await accounts.NobodyIsHere();
        if (options.AdminKey is { } key)
            await accounts.AcceptAdminKey(key);
        Console.WriteLine();
        Console.WriteLine($"  Fleet is ready:  http://localhost:{options.Port}");
        if (nobody && options.AdminKey is null)
        {
            Console.WriteLine("  First start: set up the administrator with this link. It works once.");
            Console.WriteLine($"  http://localhost:{options.Port}/setup?token={await accounts.CreateSetupSecret()}");
        }
        Console.WriteLine($"  Data: {(options.Database is null ? options.Data : "PostgreSQL, and programs in " + options.Data)}");
        Console.WriteLine("  Ctrl-C stops it.");
        Console.WriteLine();
        await Console.Out.FlushAsync();
    }
}
