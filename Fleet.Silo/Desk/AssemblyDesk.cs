using Fleet.Silo.Desk.Views;
using Fleet.Silo.Planning;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <summary>Things that are made of several jobs: one due time, done when the last part is.</summary>
public sealed class AssemblyDesk(IDatabase database, Plans plans, TimeProvider time)
{
    const int LongestName = 80;

    /// <summary>Newest first; those that are over only when asked for.</summary>
    public async Task<IReadOnlyList<AssemblyView>> List(bool all = false)
    {
        var views = await Views(await database.List<AssemblyRow>("select * from assembly order by created_at_ms desc, id desc limit 200"));
        return [.. views.Where(view => view.Parts.Count > 0 && (all || view.State is not ("done" or "cancelled")))];
    }

    public async Task<AssemblyView?> Find(string id) =>
        await Row(id) is { } row ? (await Views([row]))[0] : null;

    /// <summary>The thing by its id, or the person's open one by its name; made when there is none.</summary>
    /// <param name="dueAt">Of the part that joins; the thing's own when it has none yet.</param>
    public async Task<Answer<AssemblyRow>> Join(string idOrName, DateTimeOffset? dueAt, Visitor visitor, string workshopId)
    {
        var name = idOrName.Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            return Refusal.Invalid("assembly", $"The thing that this is a part of needs a name of 1 to {LongestName} characters.");
        var row = await Row(name) ?? await Open(name, visitor, workshopId);
        if (row is null)
        {
            row = new() { Id = Ids.New(time), WorkshopId = workshopId, Name = name, OwnerId = visitor.AccountId, DueAtMs = dueAt?.ToUnixTimeMilliseconds(), CreatedAtMs = time.NowMs() };
            await database.Execute(
                "insert into assembly (id, workshop_id, name, owner_id, due_at_ms, created_at_ms) values (@Id, @WorkshopId, @Name, @OwnerId, @DueAtMs, @CreatedAtMs)", row);
            return row;
        }
        if (row.OwnerId != visitor.AccountId && visitor.Role < Role.Operator)
            return Refusal.Forbidden($"{row.Name} belongs to somebody else. Ask them or an operator to add the part.");
        if (dueAt?.ToUnixTimeMilliseconds() is not { } dueMs || dueMs == row.DueAtMs)
            return row;
        if (row.DueAtMs is { } set)
            return Refusal.Invalid("assemblyDue", $"The parts of {row.Name} are due as one, at {Instants.At(set):u}. Leave dueAt away, or change it for the whole thing.");
        await database.Execute("update assembly set due_at_ms = @dueMs where id = @Id", new { dueMs, row.Id });
        return row with { DueAtMs = dueMs };
    }

    /// <param name="dueAt">Null: nobody waits for an hour.</param>
    public async Task<Answer<AssemblyView>> SetDue(string id, DateTimeOffset? dueAt, Visitor visitor)
    {
        if (await Row(id) is not { } row)
            return Refusal.NotFound("assembly", id);
        if (visitor.Role < Role.Operator && (visitor.Role < Role.Member || row.OwnerId != visitor.AccountId))
            return Refusal.Forbidden($"{row.Name} belongs to somebody else. Ask them or an operator.");
        await database.Execute("update assembly set due_at_ms = @dueMs where id = @id", new { dueMs = dueAt?.ToUnixTimeMilliseconds(), id });
        await plans.Kick(row.WorkshopId);
        return (await Find(id))!;
    }

    Task<AssemblyRow?> Row(string id) => database.Find<AssemblyRow>("select * from assembly where id = @id", new { id });

    async Task<AssemblyRow?> Open(string name, Visitor visitor, string workshopId)
    {
        var named = await database.List<AssemblyRow>("select * from assembly where workshop_id = @workshopId and owner_id = @AccountId and name = @name order by created_at_ms desc, id desc limit 1",
            new { workshopId, visitor.AccountId, name });
        return named.Count > 0 && (await Views(named))[0].State is not ("done" or "cancelled") ? named[0] : null;
    }

    async Task<IReadOnlyList<AssemblyView>> Views(IReadOnlyList<AssemblyRow> rows)
    {
        if (rows.Count == 0)
            return [];
        var ids = rows.Select(row => row.Id).ToArray();
        var parts = (await database.List<PartRow>(
            $"""
            select job.assembly_id, job.id, job.name, job.state, job.copies,
                (select count(*) from run where run.job_id = job.id and run.outcome = 'good') as good,
                (select count(*) from plan_place where plan_place.job_id = job.id) as places,
                (select max(promised_ms) from plan_place where plan_place.job_id = job.id) as promised_ms
            from job where {database.OneOf("job.assembly_id", "@ids")} order by job.created_at_ms, job.id
            """, new { ids })).ToLookup(part => part.AssemblyId);
        var owners = (await database.List<(string Id, string Name)>("select id, name from account")).ToDictionary(owner => owner.Id, owner => owner.Name);
        return [.. rows.Select(row => View(row, [.. parts[row.Id]], owners.GetValueOrDefault(row.OwnerId, row.OwnerId)))];
    }

    static AssemblyView View(AssemblyRow row, IReadOnlyList<PartRow> parts, string owner)
    {
        var wanted = parts.Where(part => part.State != "cancelled").ToList();
        // The part that is furthest behind speaks for all: the thing is done when the last one is.
        var state = wanted.Count == 0 ? (parts.Count == 0 ? "queued" : "cancelled") : Behind.First(word => word == "done" || wanted.Any(part => part.State == word));
        var waiting = wanted.Where(part => part.State is "queued" or "held" || part.Places > 0).ToList();
        return new(row.Id, row.Name, owner, Instants.At(row.DueAtMs), state, (int)wanted.Sum(part => part.Good), (int)wanted.Sum(part => part.Copies),
            waiting.Count > 0 && waiting.All(part => part.Places > 0) ? Instants.At(waiting.Max(part => part.PromisedMs)) : null,
            [.. parts.Select(part => new AssemblyPartView(part.Id, part.Name, part.State, (int)part.Good, (int)part.Copies))]);
    }

    static readonly string[] Behind = ["held", "running", "queued", "waiting", "done"];

    sealed record PartRow
    {
        public string AssemblyId { get; init; } = "";
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string State { get; init; } = "";
        public long Copies { get; init; }
        public long Good { get; init; }
        public long Places { get; init; }
        public long? PromisedMs { get; init; }
    }
}
