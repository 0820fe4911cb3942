using System.Collections.Concurrent;
using Fleet.Core.Scheduling;
using Fleet.Silo.Grains;
using Fleet.Silo.Profiles;
using Fleet.Silo.Programs;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Planning;

/// <summary>What the plan and the grains that carry it out must read.</summary>
public sealed class PlanningQueries(IDatabase database, ProfileCatalogue profiles)
{
    // Programs are immutable, so what they need never changes.
    readonly ConcurrentDictionary<string, ProgramNeeds> _needs = new();

    public async Task<IReadOnlyList<(string JobId, string Sentence)>> Notes(string planId) =>
        await database.List<(string, string)>($"select plan_note.job_id, plan_note.sentence from plan_note join job on job.id = plan_note.job_id where job.workshop_id in {Plans.Workshops}", new { planId });

    /// <summary>Jobs with a run that no machine has taken yet: a crash came between plan and hand-over.</summary>
    public Task<IReadOnlyList<string>> UnsettledJobs(string planId) =>
        database.List<string>(
            $"""
            select distinct run.job_id from run join job on job.id = run.job_id join machine on machine.id = run.machine_id
            where job.workshop_id in {Plans.Workshops} and run.state = 'planned' and (machine.run_id is null or machine.run_id <> run.id)
            """, new { planId });

    /// <param name="destinations">By workshop; who is not in it does not mind where its parts are made.</param>
    public async Task<IReadOnlyList<QueuedJob>> Queue(string planId, IReadOnlyDictionary<string, Destination> destinations)
    {
        var jobs = await database.List<JobRow>(
            $"select * from job where workshop_id in {Plans.Workshops} and state in ('queued', 'running', 'waiting')", new { planId });
        if (jobs.Count == 0)
            return [];
        var runs = await database.List<RunRow>(
            $"""
            select run.* from run join job on job.id = run.job_id
            where job.workshop_id in {Plans.Workshops} and job.state in ('queued', 'running', 'waiting')
            """, new { planId });
        var byJob = runs.ToLookup(run => run.JobId);
        var made = await Made(jobs.Where(IsWished).Select(job => job.Id));
        var queue = new List<QueuedJob>();
        foreach (var job in jobs)
        {
            var toStart = JobTally.Of((int)job.Copies, [.. byJob[job.Id].Select(run => run.ToAttempt())]).ToStart;
            if (toStart > 0)
                queue.Add(new(job.Id, await Needs(job.ProgramId), toStart, (int)job.Priority, job.CreatedAtMs, job.DueAtMs,
                    job.NotBeforeMs, job.MachineId, job.MachineGroup)
                {
                    Destination = destinations.GetValueOrDefault(job.WorkshopId),
                    Wish = IsWished(job) ? WishOf(job, made[job.Id]) : CopyWish.None,
                });
        }
        return queue;
    }

    /// <summary>What is wished of a job's next copy.</summary>
    /// <param name="runId">That copy itself, which decides nothing.</param>
    public async Task<CopyWish> Wish(string jobId, string runId) =>
        await database.Find<JobRow>("select * from job where id = @jobId", new { jobId }) is { } job && IsWished(job)
            ? WishOf(job, (await Made([jobId]))[jobId].Where(copy => copy.RunId != runId)) : CopyWish.None;

    static bool IsWished(JobRow job) => job.Colour is not null || job.Together != Word.Of(KeepTogether.Free);

    static CopyWish WishOf(JobRow job, IEnumerable<MadeRow> made) =>
        new(Word.Known<KeepTogether>(job.Together), job.Colour, [.. made.Select(copy => copy.ToCopy())]);

    /// <summary>Copies that were begun and not lost, by job, oldest first.</summary>
    async Task<ILookup<string, MadeRow>> Made(IEnumerable<string> jobIds)
    {
        var ids = jobIds.ToArray();
        return (ids.Length == 0 ? [] : await database.List<MadeRow>(
            $"""
            select run.id as run_id, run.job_id, run.machine_id, machine.name as machine_name, machine.state as machine_state, run.lot_id, run.colour,
                lot.name as lot_name, lot.emptied_at_ms
            from run join machine on machine.id = run.machine_id left join lot on lot.id = run.lot_id
            where {database.OneOf("run.job_id", "@ids")} and run.state not in ('failed', 'interrupted', 'cancelled') and coalesce(run.outcome, '') <> 'bad'
            order by run.id
            """, new { ids })).ToLookup(copy => copy.JobId);
    }

    /// <param name="planId">Null: all there are.</param>
    public async Task<IReadOnlyList<MachineOffer>> Machines(string? planId = null)
    {
        var rows = await database.List<MachineRow>(planId is null ? "select * from machine" : $"select * from machine where workshop_id in {Plans.Workshops}", new { planId });
        var lots = await Loaded();
        var workshops = (await database.List<(string Id, string Name)>("select id, name from workshop")).ToDictionary(workshop => workshop.Id, workshop => workshop.Name);
        return [.. rows.Where(row => profiles.Find(row.ProfileId) is not null).Select(row => new MachineOffer(
            row.Id, row.Name, row.MachineGroup, profiles.Find(row.ProfileId)!, Word.Known<MachineState>(row.State), row.Reason,
            [.. lots[row.Id]]) { WorkshopId = row.WorkshopId, WorkshopName = workshops.GetValueOrDefault(row.WorkshopId, row.WorkshopId) })];
    }

    /// <summary>What is loaded on every machine, by its id.</summary>
    public async Task<ILookup<string, LoadedMaterial>> Loaded() =>
        (await database.List<LoadedRow>(Loads + " group by lot.id")).ToLookup(lot => lot.MachineId, lot => lot.ToLoaded());

    public async Task<IReadOnlyList<LoadedMaterial>> Loaded(string machineId) =>
        [.. (await database.List<LoadedRow>(Loads + " and lot.machine_id = @machineId group by lot.id", new { machineId })).Select(lot => lot.ToLoaded())];

    public async Task<ProgramNeeds> Needs(string programId)
    {
        if (_needs.TryGetValue(programId, out var known))
            return known;
        var program = await Program(programId);
        var needs = program is null ? new() : ProgramFacts.NeedsOf(program);
        _needs.TryAdd(programId, needs);
        return needs;
    }

    public Task<ProgramRow?> Program(string programId) =>
        database.Find<ProgramRow>("select * from program where id = @programId", new { programId });

    public async Task<RunAssignment?> Assignment(string runId)
    {
        var run = await database.Find<AssignmentRow>(
            """
            select run.id as run_id, run.job_id, program.id as program_id, program.name as program_name, program.size_bytes, job.machine_id as chosen
            from run join job on job.id = run.job_id join program on program.id = job.program_id where run.id = @runId
            """, new { runId });
        return run is null ? null : new(run.RunId, run.JobId, run.ProgramId, run.ProgramName, run.SizeBytes, run.Chosen is not null);
    }

    public async Task<Profile?> ProfileOf(string machineId) =>
        await database.Find<string>("select profile_id from machine where id = @machineId", new { machineId }) is { } profileId
            ? profiles.Find(profileId)
            : null;

    const string Loads =
        """
        select lot.id, lot.machine_id, lot.tool, lot.material, lot.colour, lot.opening_g - coalesce(sum(material_booking.mass_g), 0) as remaining_g
        from lot left join material_booking on material_booking.lot_id = lot.id
        where lot.machine_id is not null and lot.emptied_at_ms is null
        """;

    sealed record MadeRow
    {
        public string RunId { get; init; } = "";
        public string JobId { get; init; } = "";
        public string MachineId { get; init; } = "";
        public string MachineName { get; init; } = "";
        public string MachineState { get; init; } = "";
        public string? LotId { get; init; }
        public string Colour { get; init; } = "";
        public string? LotName { get; init; }
        public long? EmptiedAtMs { get; init; }

        public MadeCopy ToCopy() => new(MachineId, MachineName, MachineState is "offline" or "fault" or "locked", LotId,
            LotName is { Length: > 0 } ? LotName : LotId ?? "", EmptiedAtMs is not null, Colour);
    }

    sealed record LoadedRow
    {
        public string Id { get; init; } = "";
        public string MachineId { get; init; } = "";
        public long Tool { get; init; }
        public string Material { get; init; } = "";
        public string Colour { get; init; } = "";
        public double RemainingG { get; init; }

        public LoadedMaterial ToLoaded() => new(Id, (int)Tool, Material, Colour, RemainingG);
    }

    sealed record AssignmentRow
    {
        public string RunId { get; init; } = "";
        public string JobId { get; init; } = "";
        public string ProgramId { get; init; } = "";
        public string ProgramName { get; init; } = "";
        public long SizeBytes { get; init; }
        public string? Chosen { get; init; }
    }
}
