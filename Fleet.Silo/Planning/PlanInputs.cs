using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Planning;
using Fleet.Core.Scheduling.Power;
using Fleet.Core.Scheduling.Rules;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Planning;

/// <summary>Reads the workshops of a plan into one planning problem: queue, machines, hours, people, fuses, bookings, promises and what was learnt.</summary>
public sealed class PlanInputs(IDatabase database, PlanningQueries planning, PlanStore store, LearntTimes learnt, PlanSignals signals, TimeProvider time)
{
    public const int SlotMinutes = 15;

    /// <summary>Two weeks.</summary>
    const int HorizonSlots = 14 * 24 * 60 / SlotMinutes;

    /// <summary>More copies than these wait for their turn outside of the plan.</summary>
    const int MostCopies = 2000;

    const int MostCopiesOfAJob = 200;
    const int MostWeight = 100;

    /// <param name="planId">The workshop that keeps the plan; those that plan with it are in it.</param>
    public async Task<PlanInput> Read(string planId)
    {
        var workshops = await store.Workshops(planId);
        var destinations = RuledWorkshop.Destinations(workshops);
        var nowMs = time.NowMs();
        const long slotMs = SlotMinutes * 60_000L;
        var calendar = new PlanCalendar(nowMs - nowMs % slotMs, SlotMinutes, HorizonSlots, workshops[0].Zone);
        var offers = await planning.Machines(planId);
        var active = await Active(planId);
        var bookings = (await store.Bookings(planId)).ToLookup(row => row.MachineId);
        var jobs = (await planning.Queue(planId, destinations)).OrderByDescending(job => job.Priority).ThenBy(job => job.DueAtMs ?? long.MaxValue)
            .ThenBy(job => job.CreatedAtMs).ThenBy(job => job.JobId, StringComparer.Ordinal).ToList();

        var copies = new Dictionary<string, PlannedCopy>(StringComparer.Ordinal);
        var runs = new List<PlanRun>();
        foreach (var activity in active)
        {
            copies[activity.RunId] = new(activity.JobId, 0, activity.JobName, activity.RunId);
            runs.Add(Running(activity, jobs.Find(job => job.JobId == activity.JobId)));
        }
        var (waiting, leftOut) = await Waiting(planId, jobs, offers, calendar, nowMs, copies, MostCopies);
        runs.AddRange(waiting);

        // A kind more costs every step of the search a little; it is there when somebody asks for a colour.
        var coloured = jobs.Exists(job => job.Wish.WantedColour is not null);
        var (places, circuits, machines, draws) = (new List<PlanWorkshop>(), new List<CircuitRules>(), new List<PlanMachine>(), new Dictionary<string, HeatUpDraw>());
        foreach (var workshop in workshops)
        {
            var own = calendar with { Zone = workshop.Zone };
            places.Add(await Place(workshop, workshops, own));
            // Fuses are the workshop's own, whatever others call theirs.
            var fuses = workshop.Rules.Circuits.Select(circuit => workshops.Count == 1 ? circuit : circuit with { Id = $"{workshop.Name}: {circuit.Id}" }).ToList();
            circuits.AddRange(fuses);
            var lanes = new PlanMachines(workshop, fuses, own);
            foreach (var offer in offers.Where(offer => offer.WorkshopId == workshop.Id))
            {
                machines.Add(lanes.Of(offer, bookings[offer.MachineId], active.Any(run => run.MachineId == offer.MachineId), coloured));
                draws[offer.MachineId] = lanes.Draw(offer);
            }
        }
        var problem = new PlanningProblem
        {
            StartsAtMs = calendar.StartsAtMs, Zone = calendar.Zone, SlotMinutes = SlotMinutes, HorizonSlots = HorizonSlots, Policy = workshops[0].Rules.Policy,
            Workshops = places, Circuits = [.. circuits.Select(circuit => new PlanCircuit(circuit.Id, circuit.CapW))], Machines = machines,
            Runs = runs, Lots = await Lots(planId, workshops.Count > 1), MemberUsePermille = await Use(planId),
            Inductions = (await store.Inductions()).GroupBy(row => row.AccountId)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(row => row.Kind).Distinct()]),
        };
        return new(problem, workshops, circuits, copies, jobs, offers.ToDictionary(offer => offer.MachineId), draws, active, leftOut);
    }

    /// <summary>A place with its people and its electricity, and where its parts are brought.</summary>
    async Task<PlanWorkshop> Place(RuledWorkshop workshop, IReadOnlyList<RuledWorkshop> workshops, PlanCalendar calendar) =>
        new PlanPeople(workshop.Rules, calendar).Workshop(workshop.Id, workshops.Count > 1 ? workshop.Name : "the workshop") with
        {
            CarbonGPerKwh = await signals.Carbon(workshop.Id, calendar.StartsAtMs, SlotMinutes, HorizonSlots),
            SolarW = await signals.SolarW(workshop.Id, calendar.StartsAtMs, SlotMinutes, HorizonSlots),
            TransportCost = RuledWorkshop.Transport(workshops).To(workshop.Id),
        };

    async Task<(IReadOnlyList<PlanRun> Runs, IReadOnlyList<QueuedJob> LeftOut)> Waiting(
        string planId, IReadOnlyList<QueuedJob> jobs, IReadOnlyList<MachineOffer> offers, PlanCalendar calendar, long nowMs,
        Dictionary<string, PlannedCopy> copies, int most)
    {
        var facts = (await database.List<JobFacts>(
            $"""
            select job.id, job.name, job.owner_id, job.purpose, job.assembly_id, assembly.due_at_ms as assembly_due_ms from job left join assembly on assembly.id = job.assembly_id
            where job.workshop_id in {Plans.Workshops} and job.state in ('queued', 'running', 'waiting')
            """, new { planId })).ToDictionary(job => job.Id);
        var failed = (await database.List<(string JobId, long Attempts)>(
            $"""
            select run.job_id, count(*) from run join job on job.id = run.job_id
            where job.workshop_id in {Plans.Workshops} and job.state in ('queued', 'running', 'waiting') and (run.state in ('failed', 'interrupted') or run.outcome = 'bad') group by run.job_id
            """, new { planId })).ToDictionary(row => row.JobId, row => row.Attempts);
        // Copies are alike, and the first of those that wait is the first one every time: promises go by their order, not by a number.
        var places = (await store.Places(planId)).OrderBy(row => row.FromMs).ThenBy(row => row.Copy).ToLookup(row => row.JobId);
        var pins = (await store.Pins(planId)).ToDictionary(row => row.JobId);
        var times = await learnt.Of(planId);
        var attended = offers.Where(offer => offer.Profile.Start.Attended).Select(offer => offer.MachineId).ToHashSet();
        var programs = new ProgramFits(offers, times, SlotMinutes);
        var (runs, leftOut) = (new List<PlanRun>(), new List<QueuedJob>());
        foreach (var job in jobs)
        {
            var planned = Math.Min(job.CopiesToStart, Math.Min(MostCopiesOfAJob, most - runs.Count));
            if (planned < job.CopiesToStart)
                leftOut.Add(job);
            var fact = facts.GetValueOrDefault(job.JobId, new());
            var promised = places[job.JobId].ToList();
            var fit = programs.Of(job.Needs, job.MachineId is not null, job.Destination);
            var refused = Refused(fit, job, offers);
            for (var number = 1; number <= planned; number++)
            {
                var key = PlannedCopy.Key(job.JobId, number);
                copies[key] = new(job.JobId, number, fact.Name);
                var pin = number == 1 ? pins.GetValueOrDefault(job.JobId) : null;
                // A fixed time that has come means "next", even when the machine is late.
                var due = pin?.StartMs <= nowMs;
                runs.Add(new()
                {
                    Id = key, Name = job.CopiesToStart > 1 ? $"{fact.Name} ({number})" : fact.Name, JobId = job.JobId, Member = fact.OwnerId, Purpose = fact.Purpose,
                    Needs = job.Group is { } group ? [PlanMachines.GroupTag(group)] : [],
                    Attributes = PlanMachines.Attributes(job.Needs.Material, job.Wish.WantedColour),
                    Duration = fit.Duration, DurationOn = fit.DurationOn, Refused = refused,
                    Assembly = fact.AssemblyId, Workshop = job.Destination?.WorkshopId, StayTogether = job.Wish.StaysTogether && job.CopiesToStart + job.Wish.Made.Count > 1 ? job.JobId : null,
                    ReleaseSlot = job.NotBeforeMs > nowMs ? calendar.Ceiling(job.NotBeforeMs.Value) : 0,
                    DueSlot = (fact.AssemblyDueMs ?? job.DueAtMs) is { } dueMs ? calendar.Floor(dueMs) : null,
                    Weight = due ? MostWeight : Math.Clamp(job.Priority > 0 ? 1 + job.Priority : 1, 1, MostWeight),
                    FailedAttempts = (int)Math.Min(10, number == 1 ? failed.GetValueOrDefault(job.JobId) : 0),
                    Pin = pin?.MachineId is null && pin?.StartMs is null && job.MachineId is null ? null
                        : new(pin?.MachineId ?? job.MachineId, pin?.StartMs is { } start && !due ? Math.Max(0, calendar.Floor(start)) : null),
                    // Within the hour a proposal may come earlier: whoever comes at the promised time finds it waiting. And an hour is what a
                    // machine that was away for a moment had put in its way.
                    MayComeEarlier = promised.ElementAtOrDefault(number - 1) is not { } promise || !attended.Contains(promise.MachineId) || calendar.Floor(promise.FromMs) <= PlanMachines.AwaySlots,
                    Promised = number <= promised.Count ? new(promised[number - 1].MachineId, Math.Max(0, calendar.Floor(promised[number - 1].FromMs))) : null,
                });
            }
        }
        return (runs, leftOut);
    }

    /// <summary>
    /// What can never be, from where nothing is brought, and what was wished: the machine and the spool that the first copies decided on. A
    /// colour is a set-up.
    /// </summary>
    static IReadOnlyDictionary<string, Condition> Refused(ProgramFit fit, QueuedJob job, IReadOnlyList<MachineOffer> offers)
    {
        if (ReferenceEquals(job.Wish, CopyWish.None))
            return fit.Refused;
        var refused = fit.Refused.ToDictionary(StringComparer.Ordinal);
        foreach (var offer in offers)
            if (job.Wish.Judge(offer, job.Needs.Material).FirstOrDefault(condition => condition.Code is "together" or "lot") is { } wish)
                refused.TryAdd(offer.MachineId, wish);
        return refused;
    }

    static PlanRun Running(MachineActivity activity, QueuedJob? job)
    {
        var slots = Math.Max(1, (int)Math.Ceiling(activity.RemainingSeconds / 60 / SlotMinutes));
        return new()
        {
            Id = activity.RunId, Name = activity.JobName, JobId = activity.JobId, Running = new(activity.MachineId, 0),
            StayTogether = job?.Wish.StaysTogether == true ? job.JobId : null,
            Duration = RunDuration.Exactly(slots),
        };
    }

    async Task<IReadOnlyList<MachineActivity>> Active(string planId)
    {
        var rows = await database.List<ActiveRow>(
            $"""
            select machine.id as machine_id, machine.run_stage, run.id as run_id, run.job_id, run.phase, run.progress, job.name, job.program_id
            from machine join run on run.id = machine.run_id join job on job.id = run.job_id where machine.workshop_id in {Plans.Workshops}
            """, new { planId });
        var active = new List<MachineActivity>();
        foreach (var row in rows)
        {
            var proposed = row.RunStage == Word.Of(Grains.RunStage.Proposed);
            active.Add(new(row.MachineId, row.RunId, row.JobId, row.Name, proposed, !proposed && row.Phase is null or "warmUp",
                (await planning.Needs(row.ProgramId)).DurationSeconds * Math.Clamp(1 - row.Progress, 0, 1)));
        }
        return active;
    }

    async Task<IReadOnlyList<PlanLot>> Lots(string planId, bool several) =>
        [.. (await database.List<(string Id, string Name, string Material, string Colour, string WorkshopId)>(
            $"select id, name, material, colour, workshop_id from lot where workshop_id in {Plans.Workshops} and emptied_at_ms is null order by created_at_ms", new { planId }))
            .SelectMany(lot => PlanMachines.Attributes(lot.Material, lot.Colour).Select(kind =>
                new PlanLot(lot.Name.Length > 0 ? lot.Name : lot.Id, kind.Key, kind.Value, several ? lot.WorkshopId : null)))];

    async Task<IReadOnlyDictionary<string, int>> Use(string planId)
    {
        var use = await store.MemberUse(planId);
        var fairSeconds = use.Sum(member => member.Seconds) / Math.Max(1, use.Count);
        return fairSeconds <= 0 ? new Dictionary<string, int>()
            : use.ToDictionary(member => member.OwnerId, member => (int)Math.Min(10_000, member.Seconds / fairSeconds * 1000));
    }

    sealed record JobFacts
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string OwnerId { get; init; } = "";
        public string Purpose { get; init; } = "";
        public string? AssemblyId { get; init; }
        public long? AssemblyDueMs { get; init; }
    }

    sealed record ActiveRow
    {
        public string MachineId { get; init; } = "";
        public string? RunStage { get; init; }
        public string RunId { get; init; } = "";
        public string JobId { get; init; } = "";
        public string? Phase { get; init; }
        public double Progress { get; init; }
        public string Name { get; init; } = "";
        public string ProgramId { get; init; } = "";
    }
}
