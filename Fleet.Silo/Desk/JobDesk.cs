using Fleet.Core.Scheduling;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Grains;
using Fleet.Silo.Planning;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <summary>Takes jobs in, shows them, and hears what people say of the parts.</summary>
public sealed class JobDesk(IDatabase database, IGrainFactory grains, PlanningQueries planning, Plans plans, PlanStore store, RunViews runViews, AssemblyDesk assemblies, Ledger.ScrapBooks scrap, TimeProvider time)
{
    public const int MostCopies = 1000;
    const int LongestName = 200;
    const int LongestNote = 1000;

    public async Task<Answer<JobView>> Create(JobRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Member)
            return Refusal.Forbidden("Guests cannot queue jobs. Ask for a member's account.");
        if (Fault(request, visitor) is { } fault)
            return fault;
        var program = await planning.Program(request.ProgramId!);
        if (program is null)
            return Refusal.Invalid("unknownProgram", $"There is no program {request.ProgramId}. Upload it first with POST /api/programs.");
        if (program.RemovedAtMs is not null)
            return Refusal.Invalid("programRemoved", $"The file of {program.Name} was removed after a long time unused. Upload it again, then queue it.");
        var workshopId = request.Workshop ?? (request.MachineId is { } chosen ? (await store.WorkshopOf(chosen))?.Id : null) ?? Workshops.TheOne;
        if (await Workshops.Unknown(database, workshopId) is { } unknown)
            return unknown;
        if (await WhyNever(request, workshopId) is { } never)
            return Refusal.Invalid("noMachineCanMakeIt", never);

        var joined = string.IsNullOrWhiteSpace(request.Assembly) ? default : await assemblies.Join(request.Assembly, request.DueAt, visitor, workshopId);
        if (joined.Refusal is { } notJoined)
            return notJoined;

        var id = Ids.New(time);
        var name = string.IsNullOrWhiteSpace(request.Name) ? program.Name : request.Name.Trim();
        await grains.GetGrain<IJobGrain>(id).Create(new(workshopId, program.Id, name, request.Copies ?? 1, Purposes.Read(request.Purpose)!,
            visitor.AccountId, request.MachineId, request.Group, request.Priority ?? 0, request.DueAt?.ToUnixTimeMilliseconds(),
            request.NotBefore?.ToUnixTimeMilliseconds())
        {
            Wishes = new(Wishes.Together(request.Together), Wishes.Colour(request.Colour), joined.Value?.Id),
        });
        return (await Find(id))!;
    }

    /// <param name="state">A word of <see cref="JobState"/>, <c>open</c> for all that are not over, or null for all.</param>
    public async Task<IReadOnlyList<JobView>> List(string? state = null, int most = 200)
    {
        var jobs = await database.List<JobRow>(
            state switch
            {
                null => "select * from job order by created_at_ms desc, id desc limit @most",
                "open" => "select * from job where state not in ('done', 'cancelled') order by created_at_ms desc, id desc limit @most",
                _ => "select * from job where state = @state order by created_at_ms desc, id desc limit @most",
            }, new { state, most });
        return await Views(jobs);
    }

    public async Task<JobView?> Find(string jobId) =>
        await database.Find<JobRow>("select * from job where id = @jobId", new { jobId }) is { } job ? (await Views([job]))[0] : null;

    public async Task<Answer<JobView>> Cancel(string jobId, Visitor visitor)
    {
        if (await Find(jobId) is not { } job)
            return Refusal.NotFound("job", jobId);
        if (await MayNotTouch(jobId, visitor) is { } forbidden)
            return forbidden;
        if (await grains.GetGrain<IJobGrain>(jobId).Cancel(visitor.Name) is { } refused)
            return Refusal.Conflict("jobOver", refused);
        return await Find(jobId) ?? job;
    }

    public async Task<Answer<JobView>> Release(string jobId, Visitor visitor)
    {
        if (await Find(jobId) is not { } job)
            return Refusal.NotFound("job", jobId);
        if (await MayNotTouch(jobId, visitor) is { } forbidden)
            return forbidden;
        if (await grains.GetGrain<IJobGrain>(jobId).Release(visitor.Name) is { } refused)
            return Refusal.Conflict("notHeld", refused);
        return await Find(jobId) ?? job;
    }

    /// <summary>Changes what is wished of the copies that have not begun.</summary>
    public async Task<Answer<JobView>> Wish(string jobId, WishRequest request, Visitor visitor)
    {
        if (await database.Find<JobRow>("select * from job where id = @jobId", new { jobId }) is not { } job)
            return Refusal.NotFound("job", jobId);
        if (await MayNotTouch(jobId, visitor) is { } forbidden)
            return forbidden;
        if (Wishes.Fault(request.Together, request.Colour) is { } fault)
            return fault;
        var joined = string.IsNullOrWhiteSpace(request.Assembly) ? default
            // Its name, kept in a form, means the thing that it is a part of already, whoever sends it.
            : await assemblies.Join(job.AssemblyId is { } part && (await assemblies.Find(part))?.Name == request.Assembly.Trim() ? part : request.Assembly, null, visitor, job.WorkshopId);
        if (joined.Refusal is { } notJoined)
            return notJoined;
        if (await grains.GetGrain<IJobGrain>(jobId).Wish(new(Wishes.Together(request.Together), Wishes.Colour(request.Colour), joined.Value?.Id)) is { } refused)
            return Refusal.Conflict("jobOver", refused);
        return (await Find(jobId))!;
    }

    /// <summary>Begins the next copy on a machine now, whatever the plan has there; an attended machine then waits for the start at the machine.</summary>
    /// <param name="reason">An operator's reason to set the workshop's hours aside; null: the hours hold.</param>
    public async Task<Answer<JobView>> Start(string jobId, string? machineId, string? reason, Visitor visitor)
    {
        if (await database.Find<JobRow>("select * from job where id = @jobId", new { jobId }) is not { } job)
            return Refusal.NotFound("job", jobId);
        if (await MayNotTouch(jobId, visitor) is { } forbidden)
            return forbidden;
        if (string.IsNullOrEmpty(machineId))
            return Refusal.Invalid("machine", "machineId is missing. Name the machine on which it is to start.");
        if (reason is not null && Overrides.Fault(reason, visitor) is { } notSo)
            return notSo;
        var answer = await (await plans.Of(job.WorkshopId)).StartByHand(new(jobId, machineId, visitor.AccountId, visitor.Name, reason?.Trim()));
        return answer.Code is { } code ? Refusal.Conflict(code, answer.Sentence) : (await Find(jobId))!;
    }

    /// <summary>A person says whether the part is good, and with it that it is off the machine.</summary>
    /// <param name="bedCleared">False: the part is judged but still on the machine.</param>
    public async Task<Answer<RunView>> Judge(string runId, string? outcome, string? note, bool bedCleared, Visitor visitor)
    {
        if (await database.Find<RunRow>("select * from run where id = @runId", new { runId }) is not { } run)
            return Refusal.NotFound("run", runId);
        if (Word.Read<Outcome>(outcome) is not { } said)
            return Refusal.Invalid("unknownOutcome", $"'{outcome}' is no outcome. Say good or bad.");
        if (note is { Length: > LongestNote })
            return Refusal.Invalid("noteTooLong", $"The note has {note.Length} characters; {LongestNote} are the most.");
        if (await MayNotTouch(run.JobId, visitor) is { } forbidden)
            return forbidden;
        if (await grains.GetGrain<IJobGrain>(run.JobId).Judge(runId, said, visitor.Name, note ?? "") is { } refused)
            return Refusal.Conflict("notJudged", refused);
        await scrap.Sort(runId);
        if (bedCleared && run.Outcome is null)
            await grains.GetGrain<IMachineGrain>(run.MachineId).BedCleared();
        return (await runViews.Find(runId))!;
    }

    /// <summary>A member handles their own jobs, an operator everybody's.</summary>
    async Task<Refusal?> MayNotTouch(string jobId, Visitor visitor) =>
        visitor.Role >= Role.Operator
        || (visitor.Role == Role.Member && await database.Find<string>("select owner_id from job where id = @jobId", new { jobId }) == visitor.AccountId)
            ? null
            : Refusal.Forbidden("This job belongs to somebody else. Ask them or an operator.");

    static Refusal? Fault(JobRequest request, Visitor visitor)
    {
        if (string.IsNullOrEmpty(request.ProgramId))
            return Refusal.Invalid("programMissing", "programId is missing. Upload a program first and name its id.");
        if (request.Copies is < 1 or > MostCopies)
            return Refusal.Invalid("copies", $"{request.Copies} copies were asked for; 1 to {MostCopies} are possible.");
        if (Purposes.Read(request.Purpose) is null)
            return Refusal.Invalid("purpose", $"'{request.Purpose}' is no purpose. Say why it is made, for instance {string.Join(", ", Purposes.Known)}.");
        if (request.Name is { Length: > LongestName } || request.Name?.Any(char.IsControl) == true)
            return Refusal.Invalid("name", $"The name is longer than {LongestName} characters or holds control characters.");
        if (request.Priority is < -10 or > 10)
            return Refusal.Invalid("priority", $"The priority {request.Priority} is outside -10 to 10.");
        if (request.Priority > 0 && visitor.Role < Role.Operator)
            return Refusal.Forbidden("Only operators put a job in front of others. Leave the priority at 0.");
        if (request.MachineId is not null && request.Group is not null)
            return Refusal.Invalid("machineAndGroup", "Both a machine and a group are named. Name one of them.");
        return Wishes.Fault(request.Together, request.Colour);
    }

    /// <summary>Null when some machine can make it one day.</summary>
    async Task<string?> WhyNever(JobRequest request, string workshopId)
    {
        var planId = await plans.IdOf(workshopId);
        var destination = RuledWorkshop.Destinations(await store.Workshops(planId)).GetValueOrDefault(workshopId);
        var machines = (await planning.Machines(planId))
            .Where(machine => (request.MachineId is null || machine.MachineId == request.MachineId)
                && (request.Group is null || machine.Group == request.Group)).ToList();
        if (machines.Count == 0 && request.MachineId is { } elsewhere && await plans.Apart(workshopId, elsewhere) is { } apart)
            return apart;
        if (machines.Count == 0)
            return request.MachineId is not null ? $"There is no machine {request.MachineId}. Look at the list for what there is."
                : request.Group is not null ? $"No machine belongs to the group {request.Group}."
                : null; // A workshop that is still being set up may queue.
        var needs = await planning.Needs(request.ProgramId!);
        var lasting = machines.Select(machine => destination?.WhyNot(machine) ?? MachineFit.Judge(needs, machine, request.MachineId is not null).FirstOrDefault(c => c is { Met: false, Lasting: true })).ToList();
        if (lasting.Contains(null))
            return null;
        var first = lasting[0]!;
        return machines.Count == 1
            ? $"{first.Sentence} {first.Remedy}"
            : $"None of the {machines.Count} machines can make it. {string.Join(' ', lasting.Select(c => c!.Sentence).Distinct().Take(3))} {first.Remedy}";
    }

    async Task<IReadOnlyList<JobView>> Views(IReadOnlyList<JobRow> jobs)
    {
        if (jobs.Count == 0)
            return [];
        var ids = jobs.Select(job => job.Id).ToArray();
        var runs = (await runViews.Of(await database.List<RunRow>($"select * from run where {database.OneOf("job_id", "@ids")} order by id", new { ids }))).ToLookup(run => run.JobId);
        var notes = (await database.List<(string JobId, string Sentence)>($"select job_id, sentence from plan_note where {database.OneOf("job_id", "@ids")}", new { ids }))
            .ToDictionary(note => note.JobId, note => note.Sentence);
        var owners = (await database.List<(string Id, string Name)>("select id, name from account")).ToDictionary(owner => owner.Id, owner => owner.Name);
        var things = (await database.List<(string Id, string Name, long? DueMs)>("select assembly.id, assembly.name, assembly.due_at_ms from assembly where exists (select 1 from job where job.assembly_id = assembly.id"
            + $" and {database.OneOf("job.id", "@ids")})", new { ids })).ToDictionary(thing => thing.Id);
        return [.. jobs.Select(job => View(job, [.. runs[job.Id]], notes.GetValueOrDefault(job.Id, ""), owners.GetValueOrDefault(job.OwnerId, job.OwnerId)) is var view
            && job.AssemblyId is { } part && things.TryGetValue(part, out var thing)
                ? view with { DueAt = Instants.At(thing.DueMs) ?? view.DueAt, Wishes = view.Wishes with { AssemblyId = part, Assembly = thing.Name } } : view)];
    }

    static JobView View(JobRow job, IReadOnlyList<RunView> runs, string note, string owner)
    {
        var good = runs.Count(run => run.Outcome == "good");
        var wh = runs.Where(run => run.Energy is not null).Select(run => run.Energy!.Wh).ToList();
        var massG = runs.SelectMany(run => run.Material).Sum(use => use.MassGrams);
        return new(job.Id, job.ProgramId, job.Name, (int)job.Copies, good, job.Purpose, job.State, job.Reason.Length > 0 ? job.Reason : note,
            owner, job.MachineId, job.MachineGroup, (int)job.Priority, Instants.At(job.DueAtMs), Instants.At(job.NotBeforeMs),
            Instants.At(job.CreatedAtMs), Instants.At(job.EndedAtMs),
            good > 0 && wh.Count > 0 ? wh.Sum() / good : null, good > 0 && massG > 0 ? massG / good : null, runs) { Wishes = new(job.Together, job.Colour ?? Wishes.AnyColour, null, null), Workshop = job.WorkshopId };
    }
}
