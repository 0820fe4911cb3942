using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fleet.Silo.Hosting;

/// <summary>Ready means: the database answers.</summary>
public sealed class DatabaseHealth(IDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.Find<long>("select count(*) from workshop", null, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or IOException)
        {
            return HealthCheckResult.Unhealthy($"The database does not answer: {fault.Message}");
        }
    }
}
