using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Rules;

namespace Fleet.Silo.Planning;

/// <summary>The start conditions that are about people: whether the member who asked for a job may use the machine.</summary>
public sealed class StartPermits(IDatabase database, PlanStore store)
{
    /// <summary>Null when nothing is in the way.</summary>
    public async Task<Condition?> Lacking(string jobId, string machineId, string machineName)
    {
        var job = await database.Find<(string WorkshopId, string OwnerId)>("select workshop_id, owner_id from job where id = @jobId", new { jobId });
        if (job.WorkshopId is null || WorkshopRulesReader.Read(await store.Rules(job.WorkshopId), "rules").Rules?.For(machineId).Induction is not { } needed)
            return null;
        return (await store.Inductions()).Any(held => held.AccountId == job.OwnerId && held.Kind == needed) ? null
            : new("induction", false, $"Whoever queued this holds no induction for {needed}, which {machineName} needs.",
                "Give them the induction, or let somebody queue it who has it.", Lasting: true);
    }
}
