using Fleet.Silo.Desk.Views;
using Fleet.Silo.Grains;
using Fleet.Silo.Planning;

namespace Fleet.Silo.Desk;

/// <summary>Adds workshops, names them, and says which of them plan together.</summary>
public sealed class WorkshopDesk(IDatabase database, IGrainFactory grains, Plans plans, PlanStore store, TimeProvider time)
{
    const int LongestName = 60;

    /// <summary>What keeps a workshop from being taken away.</summary>
    static readonly (string Table, string What)[] Used = [("machine", "Machines stand"), ("job", "Jobs were queued"), ("lot", "Material lies"), ("peripheral", "Peripherals stand")];

    /// <summary>What goes with it.</summary>
    static readonly string[] OfItself = ["supply", "roof_slot", "workshop_tag", "workshop_card", "evidence"];

    /// <summary>The first one first.</summary>
    public async Task<IReadOnlyList<WorkshopView>> List() =>
        [.. (await database.List<(string Id, string Name, string TimeZone, string? PlansWith, long Machines)>(
            """
            select id, name, time_zone, plans_with, (select count(*) from machine where machine.workshop_id = workshop.id)
            from workshop order by created_at_ms, id
            """)).Select(row => new WorkshopView(row.Id, row.Name, row.TimeZone, row.PlansWith ?? row.Id, (int)row.Machines))];

    public async Task<WorkshopView?> Find(string id) => (await List()).FirstOrDefault(workshop => workshop.Id == id);

    public async Task<Answer<WorkshopView>> Add(WorkshopRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Admin)
            return Refusal.Forbidden("Only administrators add workshops.");
        if (request.Name?.Trim() is not { Length: > 0 and <= LongestName } name || Ids.Slug(name) is not { Length: > 0 } id)
            return Refusal.Invalid("name", $"A workshop needs a name of 1 to {LongestName} characters with a letter or digit in it.");
        var all = await List();
        if (all.FirstOrDefault(other => other.Id == id || other.Name == name) is { } taken)
            return Refusal.Conflict("taken", $"There is a workshop called {taken.Name} ({taken.Id}) already. Choose another name.");
        var zone = request.TimeZone ?? (all.Count > 0 ? all[0].TimeZone : TimeZoneInfo.Local.Id);
        if (Fault(id, zone, request.PlansWith, all) is { } fault)
            return fault;
        await database.Execute("insert into workshop (id, name, time_zone, plans_with, created_at_ms) values (@id, @name, @zone, @plansWith, @now)",
            new { id, name, zone, plansWith = Other(id, request.PlansWith), now = time.NowMs() });
        await plans.Kick(id);
        return (await Find(id))!;
    }

    /// <summary>Renames it, moves its clock, or has it planned together with others. Promises that still hold are kept.</summary>
    public async Task<Answer<WorkshopView>> Change(string id, WorkshopRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Admin)
            return Refusal.Forbidden("Only administrators change workshops.");
        var all = await List();
        if (all.FirstOrDefault(one => one.Id == id) is not { } workshop)
            return Refusal.NotFound("workshop", id);
        var name = request.Name?.Trim() ?? workshop.Name;
        if (name.Length is 0 or > LongestName)
            return Refusal.Invalid("name", $"A workshop needs a name of 1 to {LongestName} characters.");
        if (all.FirstOrDefault(other => other.Id != id && other.Name == name) is { } taken)
            return Refusal.Conflict("taken", $"There is a workshop called {taken.Name} already. Choose another name.");
        var zone = request.TimeZone ?? workshop.TimeZone;
        var plansWith = request.PlansWith ?? workshop.PlansWith;
        if (Fault(id, zone, plansWith, all) is { } fault)
            return fault;
        await database.Write(async transaction =>
        {
            await transaction.Execute("update workshop set name = @name, time_zone = @zone, plans_with = @plansWith where id = @id",
                new { id, name, zone, plansWith = Other(id, plansWith) });
            return await PlanStore.Regroup(transaction);
        });
        await PlanAnew(workshop.PlansWith, await plans.IdOf(id));
        return (await Find(id))!;
    }

    /// <summary>Takes away a workshop in which nothing ever was.</summary>
    public async Task<Refusal?> Remove(string id, Visitor visitor)
    {
        if (visitor.Role < Role.Admin)
            return Refusal.Forbidden("Only administrators remove workshops.");
        if (await Find(id) is not { } workshop)
            return Refusal.NotFound("workshop", id);
        if (id == Workshops.TheOne)
            return Refusal.Conflict("first", $"{workshop.Name} is the workshop that this installation began with. Rename it instead.");
        if ((await List()).FirstOrDefault(other => other.PlansWith == id && other.Id != id) is { } follower)
            return Refusal.Conflict("keepsPlan", $"{follower.Name} plans with {workshop.Name}. Give it another plan first.");
        foreach (var (table, what) in Used)
            if (await database.Find<long>($"select count(*) from {table} where workshop_id = @id", new { id }) > 0)
                return Refusal.Conflict("inUse", $"{what} in {workshop.Name}, and the books name it. It stays; rename it if you like.");
        await database.Write(async transaction =>
        {
            foreach (var table in OfItself)
                await transaction.Execute($"delete from {table} where workshop_id = @id", new { id });
            return await transaction.Execute("delete from workshop where id = @id", new { id });
        });
        return null;
    }

    /// <summary>A machine was carried to another workshop.</summary>
    public async Task<Refusal?> Carry(string machineId, string? workshopId, Visitor visitor)
    {
        if (visitor.Role < Role.Admin)
            return Refusal.Forbidden("Only administrators move machines to another workshop.");
        if (await Workshops.Unknown(database, workshopId ?? "") is { } unknown)
            return unknown;
        if (await store.WorkshopOf(machineId) is not { } before)
            return Refusal.NotFound("machine", machineId);
        if (before.Id == workshopId)
            return null;
        if (await database.Find<string>("select run_id from machine where id = @machineId", new { machineId }) is not null)
            return Refusal.Conflict("running", "A run is on this machine. Wait until it has ended, or cancel it.");
        await database.Write(async transaction =>
        {
            var stay = new { machineId, workshopId, before = before.Id, now = time.NowMs() };
            // The first time: it stood where it stood from the beginning.
            await transaction.Execute("insert into machine_stay (machine_id, from_ms, workshop_id) select @machineId, 0, @before where not exists (select 1 from machine_stay where machine_id = @machineId)", stay);
            await transaction.Execute("insert into machine_stay (machine_id, from_ms, workshop_id) values (@machineId, @now, @workshopId) on conflict (machine_id, from_ms) do update set workshop_id = excluded.workshop_id", stay);
            await transaction.Execute("update machine set workshop_id = @workshopId where id = @machineId", stay);
            await transaction.Execute("update lot set workshop_id = @workshopId, version = version + 1 where machine_id = @machineId", new { machineId, workshopId });
            return await PlanStore.Regroup(transaction);
        });
        // Its grain must ask the fuses of the new workshop.
        await grains.GetGrain<IMachineGrain>(machineId).Reload();
        await PlanAnew(await plans.IdOf(before.Id), await plans.IdOf(workshopId!));
        return null;
    }

    async Task PlanAnew(params string[] planIds)
    {
        foreach (var planId in planIds.Distinct())
            await (await plans.Of(planId)).Plan();
    }

    static Refusal? Fault(string id, string zone, string? plansWith, IReadOnlyList<WorkshopView> all)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            return Refusal.Invalid("timeZone", $"'{zone}' is no time zone. Write its IANA name, for instance Europe/Berlin.");
        if (Other(id, plansWith) is not { } other)
            return null;
        if (all.FirstOrDefault(one => one.Id == other) is not { } keeper)
            return Refusal.Invalid("plansWith", $"There is no workshop '{other}'. Known are {string.Join(", ", all.Select(one => one.Id))}.");
        if (keeper.PlansWith != keeper.Id)
            return Refusal.Invalid("plansWith", $"{keeper.Name} is planned by {keeper.PlansWith} itself. Name that one.");
        return all.FirstOrDefault(one => one.PlansWith == id && one.Id != id) is { } follower
            ? Refusal.Conflict("keepsPlan", $"{follower.Name} plans with this workshop, which therefore keeps its plan. Give {follower.Name} another plan first.") : null;
    }

    /// <summary>Null: it keeps its own plan.</summary>
    static string? Other(string id, string? plansWith) => plansWith is { Length: > 0 } other && other != id ? other : null;
}
