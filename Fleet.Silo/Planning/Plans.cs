using Fleet.Silo.Grains;

namespace Fleet.Silo.Planning;

/// <summary>
/// Which plan a workshop is in: its own, or that of another one with which it plans. Asked each time, because people change it and every
/// server of a cluster must see it at once.
/// <code>
///   werkstatt ◄── plans with ── werk2          one plan, kept by werkstatt
///   schule                                     a plan of its own
/// </code>
/// </summary>
public sealed class Plans(IDatabase database, IGrainFactory grains)
{
    /// <summary>The workshops of one plan, as a part of a query.</summary>
    internal const string Workshops = "(select id from workshop where coalesce(plans_with, id) = @planId)";

    /// <summary>The workshop that keeps the plan; the id itself when there is no such workshop.</summary>
    public async Task<string> IdOf(string workshopId) =>
        await database.Find<string>("select coalesce(plans_with, id) from workshop where id = @workshopId", new { workshopId }) ?? workshopId;

    public async Task<IWorkshopGrain> Of(string workshopId) => grains.GetGrain<IWorkshopGrain>(await IdOf(workshopId));

    /// <summary>The plan of the workshop in which a machine stands; null when there is no such machine.</summary>
    public async Task<IWorkshopGrain?> OfMachine(string machineId) =>
        await database.Find<string>("select workshop_id from machine where id = @machineId", new { machineId }) is { } workshopId ? await Of(workshopId) : null;

    /// <summary>What keeps a workshop's jobs from a machine for good: it is in another plan. Null: it is in the same one, or not there at all.</summary>
    public async Task<string?> Apart(string workshopId, string machineId)
    {
        var (id, name, machine) = await database.Find<(string?, string, string)>(
            "select workshop.id, workshop.name, machine.name from machine join workshop on workshop.id = machine.workshop_id where machine.id = @machineId", new { machineId });
        return id is null || await IdOf(id) == await IdOf(workshopId) ? null
            : $"{machine} stands in {name}, which is not planned together with this job's workshop. Queue it for {name}, or let an administrator have both planned together.";
    }

    public async Task Kick(string workshopId) => await (await Of(workshopId)).Kick();

    /// <summary>For what every plan depends on.</summary>
    public async Task KickAll()
    {
        foreach (var planId in await database.List<string>("select distinct coalesce(plans_with, id) from workshop"))
            await grains.GetGrain<IWorkshopGrain>(planId).Kick();
    }
}
