using Fleet.Silo.Desk;
using Fleet.Silo.Planning;
using Fleet.Silo.Profiles;
using Fleet.Silo.Programs;

namespace Fleet.Silo.Hosting;

/// <summary>What happens once when the server opens: the workshop exists, its plans go on, broken profiles are named, other
/// nodes find the programs that this server had before it joined them.</summary>
public sealed partial class Opening(
    IDatabase database, Plans plans, ProfileCatalogue profiles, ProgramFiles programs, TimeProvider time, ILogger<Opening> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var fault in profiles.Faults)
            LogProfileFault(fault);
        await database.Execute(
            "insert into workshop (id, name, time_zone, created_at_ms) values (@id, 'Werkstatt', @zone, @now) on conflict do nothing",
            new { id = Workshops.TheOne, zone = TimeZoneInfo.Local.Id, now = time.NowMs() }, cancellationToken);
        foreach (var programId in await database.List<string>("select id from program where id not in (select id from blob)", null, cancellationToken))
            await programs.Share(programId, cancellationToken);
        await plans.KickAll();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1701, LogLevel.Error, "A machine profile cannot be used: {Fault}")]
    partial void LogProfileFault(string fault);
}
