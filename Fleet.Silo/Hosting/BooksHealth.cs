using Fleet.Silo.Ledger;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fleet.Silo.Hosting;

/// <summary>Degraded while the newest check of the books found something: the server works, its numbers need a person.</summary>
public sealed class BooksHealth(BookCheck check) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await check.Newest() is { Faults: [var first, ..] faults }
            ? HealthCheckResult.Degraded($"{faults.Count} of the books' rules are broken. {first.Sentence}")
            : HealthCheckResult.Healthy();
}
