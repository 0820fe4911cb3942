using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Planning;
using Fleet.Core.Scheduling.Power;
using Fleet.Core.Scheduling.Rules;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Planning;

/// <summary>Reads a workshop into a planning problem: queue, machines, hours, people, fuses, bookings, promises and what was learnt.</summary>
public sealed class PlanInputs(IDatabase database, PlanningQueries planning, PlanStore store, LearntTimes learnt, PlanSignals signals, TimeProvider time)
{
    public const int SlotMinutes = 15;

    /// <summary>Two weeks.</summary>
    const int HorizonSlots = 14 * 24 * 60 / SlotMinutes;

    /// <summary>More copies than these wait for their turn outside of the plan.</summary>
    const int MostCopies = 2000;

    const int MostCopiesOfAJob = 200;
    const int MostWeight = 100;

    /// <summary>For how long a machine that is away counts as away, slots: the plan does not send work there, nor forget it.</summary>
    const int AwaySlots = 4;

    public async Task<PlanInput> Read(string workshopId)
    {
        var rules = WorkshopRulesReader.Read(await store.Rules(workshopId), "rules").Rules ?? WorkshopRules.Default;
        var zone = await store.Zone(workshopId);
        var nowMs = time.NowMs();
        const long slotMs = SlotMinutes * 60_000L;
        var calendar = new PlanCalendar(nowMs - nowMs % slotMs, SlotMinutes, HorizonSlots, zone);
        var offers = await planning.Machines(workshopId);
        var active = await Active(workshopId);
        var bookings = (await store.Bookings(workshopId)).ToLookup(row => row.MachineId);
        var jobs = (await planning.Queue(workshopId)).OrderByDescending(job => job.Priority).ThenBy(job => job.DueAtMs ?? long.MaxValue)
            .ThenBy(job => job.CreatedAtMs).ThenBy(job => job.JobId, StringComparer.Ordinal).ToList();
        var people = new PlanPeople(rules, calendar);

        var copies = new Dictionary<string, PlannedCopy>(StringComparer.Ordinal);
        var runs = new List<PlanRun>();
        foreach (var activity in active)
        {
            copies[activity.RunId] = new(activity.JobId, 0, activity.JobName, activity.RunId);
            runs.Add(Running(activity, jobs.Find(job => job.JobId == activity.JobId)));
        }
        var (waiting, leftOut) = await Waiting(workshopId, jobs, offers, calendar, nowMs, copies, MostCopies);
        runs.AddRange(waiting);

        // A kind more costs every step of the search a little; it is there when somebody asks for a colour.
        var coloured = jobs.Exists(job => job.Wish.WantedColour is not null);
        var problem = new PlanningProblem
        {
            StartsAtMs = calendar.StartsAtMs, Zone = zone, SlotMinutes = SlotMinutes, HorizonSlots = HorizonSlots, Policy = rules.Policy,
            Workshops =
            [
                people.Workshop(workshopId) with
                {
                    CarbonGPerKwh = await signals.Carbon(workshopId, calendar.StartsAtMs, SlotMinutes, HorizonSlots),
                    SolarW = await signals.SolarW(workshopId, calendar.StartsAtMs, SlotMinutes, HorizonSlots),
                },
            ],
            Circuits = [.. rules.Circuits.Select(circuit => new PlanCircuit(circuit.Id, circuit.CapW))],
            Machines = [.. offers.Select(offer => Machine(offer, workshopId, rules, calendar, bookings[offer.MachineId], active.Any(run => run.MachineId == offer.MachineId), coloured))],
            Runs = runs, Lots = await Lots(workshopId), MemberUsePermille = await Use(workshopId),
            Inductions = (await store.Inductions()).GroupBy(row => row.AccountId)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(row => row.Kind).Distinct()]),
        };
        return new(problem, rules, copies, jobs, offers.ToDictionary(offer => offer.MachineId), offers.ToDictionary(offer => offer.MachineId, offer => Draw(offer, rules)), active, leftOut);
    }

    async Task<(IReadOnlyList<PlanRun> Runs, IReadOnlyList<QueuedJob> LeftOut)> Waiting(
        string workshopId, IReadOnlyList<QueuedJob> jobs, IReadOnlyList<MachineOffer> offers, PlanCalendar calendar, long nowMs,
        Dictionary<string, PlannedCopy> copies, int most)
    {
        var facts = (await database.List<JobFacts>(
            "select job.id, job.name, job.owner_id, job.purpose, job.assembly_id, assembly.due_at_ms as assembly_due_ms from job left join assembly on assembly.id = job.assembly_id where job.workshop_id = @workshopId and job.state in ('queued', 'running', 'waiting')", new { workshopId })).ToDictionary(job => job.Id);
        var failed = (await database.List<(string JobId, long Attempts)>(
            "select run.job_id, count(*) from run join job on job.id = run.job_id where job.workshop_id = @workshopId and job.state in ('queued', 'running', 'waiting') and (run.state in ('failed', 'interrupted') or run.outcome = 'bad') group by run.job_id",
            new { workshopId })).ToDictionary(row => row.JobId, row => row.Attempts);
        // Copies are alike, and the first of those that wait is the first one every time: promises go by their order, not by a number.
        var places = (await store.Places(workshopId)).OrderBy(row => row.FromMs).ThenBy(row => row.Copy).ToLookup(row => row.JobId);
        var pins = (await store.Pins(workshopId)).ToDictionary(row => row.JobId);
        var times = await learnt.Of(workshopId);
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
            var fit = programs.Of(job.Needs, job.MachineId is not null);
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
                    Needs = job.Group is { } group ? [GroupTag(group)] : [],
                    Attributes = Attributes(job.Needs.Material, job.Wish.WantedColour),
                    Duration = fit.Duration, DurationOn = fit.DurationOn, Refused = refused,
                    Assembly = fact.AssemblyId, StayTogether = job.Wish.StaysTogether && job.CopiesToStart + job.Wish.Made.Count > 1 ? job.JobId : null,
                    ReleaseSlot = job.NotBeforeMs > nowMs ? calendar.Ceiling(job.NotBeforeMs.Value) : 0,
                    DueSlot = (fact.AssemblyDueMs ?? job.DueAtMs) is { } dueMs ? calendar.Floor(dueMs) : null,
                    Weight = due ? MostWeight : Math.Clamp(job.Priority > 0 ? 1 + job.Priority : 1, 1, MostWeight),
                    FailedAttempts = (int)Math.Min(10, number == 1 ? failed.GetValueOrDefault(job.JobId) : 0),
                    Pin = pin?.MachineId is null && pin?.StartMs is null && job.MachineId is null ? null
                        : new(pin?.MachineId ?? job.MachineId, pin?.StartMs is { } start && !due ? Math.Max(0, calendar.Floor(start)) : null),
                    // Within the hour a proposal may come earlier: whoever comes at the promised time finds it waiting. And an hour is what a
                    // machine that was away for a moment had put in its way.
                    MayComeEarlier = promised.ElementAtOrDefault(number - 1) is not { } promise || !attended.Contains(promise.MachineId) || calendar.Floor(promise.FromMs) <= AwaySlots,
                    Promised = number <= promised.Count ? new(promised[number - 1].MachineId, Math.Max(0, calendar.Floor(promised[number - 1].FromMs))) : null,
                });
            }
        }
        return (runs, leftOut);
    }

    /// <summary>What can never be, and what was wished: the machine and the spool that the first copies decided on. A colour is a set-up.</summary>
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

    static Dictionary<string, string> Attributes(string? material, string? colour)
    {
        var attributes = new Dictionary<string, string>();
        if (material is { Length: > 0 })
            attributes["material"] = material.ToUpperInvariant();
        if (colour is { Length: > 0 })
            attributes["colour"] = colour.Trim().ToUpperInvariant();
        return attributes;
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

    static PlanMachine Machine(
        MachineOffer offer, string workshopId, WorkshopRules rules, PlanCalendar calendar, IEnumerable<BookingRow> bookings, bool isActive, bool coloured)
    {
        var own = rules.For(offer.MachineId);
        var attended = offer.Profile.Start.Attended;
        var closed = bookings.Select(row => new SlotSpan(Math.Max(0, calendar.Floor(row.FromMs)), calendar.Ceiling(row.ToMs))).ToList();
        var away = !isActive && offer.State is MachineState.Offline or MachineState.Fault or MachineState.Locked or MachineState.NeedsYou;
        if (away)
            closed.Add(new(0, AwaySlots));
        var draw = Draw(offer, rules);
        return new()
        {
            Id = offer.MachineId, Name = offer.Name, Workshop = workshopId,
            Tags = [.. own.Tags, .. offer.Group is { Length: > 0 } group ? [GroupTag(group)] : Array.Empty<string>()],
            SpeedPermille = own.SpeedPermille,
            Attributes = offer.Loaded is [var lot, ..] ? Attributes(lot.Material, lot.Colour) : [],
            // A spool of another material in another colour is one change that counts as two: dearer than it is, never too cheap.
            Setups = offer.Profile.Kind != MachineKind.Fff ? [] : coloured ? [Change("material", rules, calendar), Change("colour", rules, calendar)] : [Change("material", rules, calendar)],
            MayStart = own.MayStart is { } start ? calendar.Inside(start) : null,
            MayRun = calendar.Both(rules.RunHours(offer.MachineId, attended), own.Loud ? rules.Quiet : null),
            Closed = closed, Attended = attended, BedFull = offer.State == MachineState.BedFull, Induction = own.Induction,
            ClearSlots = own.AutoEject ? 0 : Math.Max(1, calendar.Slots(own.ClearMinutes)), AutoEject = own.AutoEject,
            PowerW = draw.WorkingW, HeatUpW = HeatUpOverSlotW(offer, draw), Circuits = draw.Circuits,
        };
    }

    static SetupRule Change(string kind, WorkshopRules rules, PlanCalendar calendar) =>
        new(kind, calendar.Slots(rules.MaterialChangeMinutes), rules.MaterialChangeCost, Minutes: rules.MaterialChangeMinutes);

    /// <summary>The plan counts with averages over its slots; the peak itself is what the heat-up tokens are for.</summary>
    static int HeatUpOverSlotW(MachineOffer offer, HeatUpDraw draw)
    {
        var heatUp = Math.Min(1, ((offer.Profile.Bed?.HeatUpSeconds ?? 0) + offer.Profile.Tools[0].HeatUpSeconds) / (SlotMinutes * 60.0));
        return (int)Math.Ceiling(draw.HeatUpW * heatUp + draw.WorkingW * (1 - heatUp));
    }

    static HeatUpDraw Draw(MachineOffer offer, WorkshopRules rules)
    {
        var (own, power) = (rules.For(offer.MachineId), offer.Profile.Power);
        var working = own.WorkingW ?? (int)Math.Ceiling(power.ProcessingW);
        return new(offer.MachineId, Math.Max(working, own.HeatUpW ?? (int)Math.Ceiling(power.WarmUpW)), working,
            [.. rules.Circuits.Where(circuit => circuit.Feeds(offer.MachineId)).Select(circuit => circuit.Id)]);
    }

    static string GroupTag(string group) => $"group {group}";

    async Task<IReadOnlyList<MachineActivity>> Active(string workshopId)
    {
        var rows = await database.List<ActiveRow>(
            """
            select machine.id as machine_id, machine.run_stage, run.id as run_id, run.job_id, run.phase, run.progress, job.name, job.program_id
            from machine join run on run.id = machine.run_id join job on job.id = run.job_id where machine.workshop_id = @workshopId
            """, new { workshopId });
        var active = new List<MachineActivity>();
        foreach (var row in rows)
        {
            var proposed = row.RunStage == Word.Of(Grains.RunStage.Proposed);
            active.Add(new(row.MachineId, row.RunId, row.JobId, row.Name, proposed, !proposed && row.Phase is null or "warmUp",
                (await planning.Needs(row.ProgramId)).DurationSeconds * Math.Clamp(1 - row.Progress, 0, 1)));
        }
        return active;
    }

    async Task<IReadOnlyList<PlanLot>> Lots(string workshopId) =>
        [.. (await database.List<(string Id, string Name, string Material, string Colour)>(
            "select id, name, material, colour from lot where workshop_id = @workshopId and emptied_at_ms is null order by created_at_ms", new { workshopId }))
            .SelectMany(lot => Attributes(lot.Material, lot.Colour).Select(kind => new PlanLot(lot.Name.Length > 0 ? lot.Name : lot.Id, kind.Key, kind.Value)))];

    async Task<IReadOnlyDictionary<string, int>> Use(string workshopId)
    {
        var use = await store.MemberUse(workshopId);
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
