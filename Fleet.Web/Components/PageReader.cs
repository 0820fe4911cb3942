using System.Globalization;
using System.Text.Json;
using Fleet.Core.Scheduling;
using Fleet.Silo.Live;
using Fleet.Silo.Planning;
using Fleet.Silo.Profiles;
using Fleet.Silo.Programs;
using Fleet.Silo.Reports;
using Fleet.Silo.Reports.Sums;
using Fleet.Silo.Storage.Rows;
using Fleet.Web.Accounts;
using Fleet.Web.Components.Views;

namespace Fleet.Web.Components;

/// <summary>What the pages show, gathered from the desks and the database. Reads only; lists are in the order in which they are drawn.</summary>
public sealed class PageReader(
    IDatabase database, MachineDesk machines, JobDesk jobs, RunViews runs, MaterialDesk material, AgentDesk agents, JoinDesk joins, LedgerSums sums,
    ProgramDesk programs, PlanDesk plan, AssemblyDesk assemblies, PlanningQueries planning, ProfileCatalogue profiles, AccountDesk accounts, TimeProvider time)
{
    const int RecentRuns = 8;
    static readonly TimeSpan AgentPatience = TimeSpan.FromSeconds(60);

    TimeZoneInfo? _zone;

    /// <summary>The workshop's zone: instants are shown in it, wherever the reader is.</summary>
    public TimeZoneInfo Zone => _zone ??= TimeZoneInfo.TryFindSystemTimeZoneById(ZoneName(), out var zone) ? zone : TimeZoneInfo.Utc;

    public async Task<IReadOnlyList<LiveMachine>> Machines()
    {
        var list = await machines.List();
        var parts = await Titles(list.Select(machine => machine.PartRun?.JobId));
        return [.. list.Select(machine => Live(machine, parts))];
    }

    /// <summary>Null when there is no such machine.</summary>
    public async Task<MachineSheet?> Machine(string machineId)
    {
        if (await machines.Find(machineId) is not { } machine)
            return null;
        var lots = machine.Kind == Word.Of(MachineKind.Fff) ? await Lots() : [];
        var recent = await database.List<RunRow>(
            "select * from run where machine_id = @machineId order by id desc limit @most", new { machineId, most = RecentRuns });
        return new MachineSheet
        {
            Live = Live(machine, await Titles([machine.PartRun?.JobId])), ProfileName = machine.ProfileName, Attended = profiles.Find(machine.Profile)?.Start.Attended ?? false,
            Firmware = machine.Firmware, Port = machine.LinkAddress, Meter = string.Join(", ", machine.Meters.Select(meter => meter.Address)),
            Agent = machine.AgentId is null ? "" : (await agents.List()).FirstOrDefault(agent => agent.Id == machine.AgentId)?.Name ?? machine.AgentId,
            Loaded = lots.FirstOrDefault(lot => lot.MachineId == machineId), Lots = lots, Recent = await Rows(await runs.Of(recent)),
        };
    }

    async Task<bool> Several() => await database.Find<long>("select count(*) from workshop") > 1;

    /// <summary>Where a job can be sent: machines and groups.</summary>
    public async Task<Destinations> Destinations()
    {
        var list = await database.List<MachineRow>("select * from machine order by name");
        return new([.. list.Select(machine => KeyValuePair.Create(machine.Id, machine.Name))],
            [.. list.Select(machine => machine.MachineGroup).OfType<string>().Where(group => group.Length > 0).Distinct().Order()],
            await database.List<string>("select distinct colour from lot where emptied_at_ms is null and colour <> '' order by colour"),
            [.. (await assemblies.List()).Select(thing => thing.Name).Distinct()],
            [.. (await database.List<(string Id, string Name)>("select id, name from workshop order by created_at_ms, id")).Select(workshop => KeyValuePair.Create(workshop.Id, workshop.Name))]);
    }

    public async Task<IReadOnlyList<JobCardData>> Jobs() => await Cards(await jobs.List());

    public async Task<JobSheet?> Job(string jobId)
    {
        if (await jobs.Find(jobId) is not { } job || await Program(job.ProgramId) is not { } program)
            return null;
        var names = await MachineNames();
        var why = job.State is "queued" or "running" or "waiting" ? (await plan.Why(jobId)).Value : null;
        return new JobSheet
        {
            Row = (await Cards([job]))[0], Program = program, DueAt = job.DueAt, Wishes = job.Wishes,
            Workshop = await Several() ? await database.Find<string>("select name from workshop where id = @Workshop", job) : null,
            Where = job.MachineId is { } id ? names.GetValueOrDefault(id, id) : job.Group,
            Runs = await Rows(job.Runs.OrderByDescending(run => run.CreatedAt)),
            Fits = why is null && job.State is "queued" or "held" ? await Fits(job.ProgramId, job.MachineId, job.Group) : [],
            Why = why, Pinned = await database.Find<string>("select job_id from plan_pin where job_id = @jobId", new { jobId }) is not null,
        };
    }

    public async Task<RunSheet?> Run(string runId)
    {
        if (await runs.Find(runId) is not { } run || await jobs.Find(run.JobId) is not { } job)
            return null;
        var events = await database.List<RunEventRow>("select * from run_event where run_id = @runId order by at_ms", new { runId });
        return new RunSheet
        {
            Row = (await Rows([run]))[0], JobId = run.JobId, EndedAt = run.EndedAt, Line = run.Line, Note = run.OutcomeNote, Energy = Energy(run.Energy),
            EnergyPerGoodWh = job.EnergyPerGoodPartWh, MassPerGoodGrams = job.MassPerGoodPartGrams,
            Scrap = await material.Scrap(runId), SetAside = run.SetAside,
            Attempts = await Rows(job.Runs.Where(other => other.Copy == run.Copy).OrderByDescending(other => other.Attempt)),
            Events = [.. events.Select(row => new RunEvent(Instants.At(row.AtMs), row.Kind, row.Reason, row.Line))],
        };
    }

    public Task<string?> OwnerOf(string jobId) => database.Find<string>("select owner_id from job where id = @jobId", new { jobId });

    /// <summary>Today in the workshop's zone.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone).DateTime);

    /// <summary>The last month that is over, where it has figures; else the one that runs.</summary>
    public async Task<Period> LastMonthWithFigures()
    {
        var month = new DateOnly(Today.Year, Today.Month, 1);
        var last = new Period(month.AddMonths(-1), month);
        return await database.Find<long>("select count(*) from (select 1 from energy_booking where to_ms > @from and to_ms <= @to limit 1) any_booking",
            new { from = Midnight(last.From).ToUnixTimeMilliseconds(), to = Midnight(last.To).ToUnixTimeMilliseconds() }) > 0 ? last : new(month, month.AddMonths(1));
    }

    /// <summary>How far the ledger's days are added up; null when all of them are.</summary>
    public Task<SumProgress?> Summing() => sums.Progress();

    public async Task<IReadOnlyList<LotLine>> Lots()
    {
        var names = await MachineNames();
        return [.. (await material.List()).Select(lot => new LotLine(lot.Id, lot.Name.Length > 0 ? lot.Name : lot.Id[^6..], lot.Material, lot.Colour,
            lot.RemainingGrams, lot.OpeningGrams, lot.MachineId, lot.MachineId is { } id ? names.GetValueOrDefault(id, id) : null))];
    }

    public async Task<IReadOnlyList<AgentCard>> Agents()
    {
        var attached = await database.List<MachineRow>("select * from machine order by name");
        return [.. (await agents.List()).Where(agent => agent.RevokedAtMs is null).Select(agent => new AgentCard(agent.Id, agent.Name,
            time.GetUtcNow() - Instants.At(agent.LastSeenMs) < AgentPatience, agent.BuiltIn == 1, agent.AgentVersion,
            agent.LastSeenMs > 0 ? Instants.At(agent.LastSeenMs) : null,
            [.. Ports(agent.Ports).Select(port => port with { Taken = attached.Any(machine => machine.AgentId == agent.Id && machine.LinkAddress == port.Address) })],
            [.. attached.Where(machine => machine.AgentId == agent.Id).Select(machine => KeyValuePair.Create(machine.Id, machine.Name))],
            JsonSerializer.Deserialize<string[]>(agent.Troubles) ?? []))];
    }

    public async Task<IReadOnlyList<JoinView>> Joining() =>
        [.. (await joins.Waiting()).Select(request => new JoinView(request.Fingerprint, request.HostName, request.FromAddress, Instants.At(request.AskedAtMs)))];

    public IReadOnlyList<ProfileChoice> Profiles() =>
        [.. profiles.All.Select(profile => new ProfileChoice(profile.Id, profile.Name, Word.Of(profile.Kind)))];

    public async Task<IReadOnlyList<PersonView>> People() =>
        [.. (await accounts.List()).Select(account => new PersonView(account.Id, account.Name, account.Role, Instants.At(account.CreatedAtMs)))];

    public async Task<IReadOnlyList<KeyView>> Keys() =>
        [.. (await accounts.Keys()).Select(key => new KeyView(key.Id, key.Name, key.Role, key.AccountId, Instants.At(key.CreatedAtMs)))];

    /// <summary>How each machine takes a program, worst condition first; what waiting cannot cure is marked.</summary>
    public async Task<IReadOnlyList<FitView>> Fits(string programId, string? machineId = null, string? group = null)
    {
        var needs = await planning.Needs(programId);
        return [.. (await planning.Machines())
            .Where(machine => (machineId is null || machine.MachineId == machineId) && (group is null || machine.Group == group))
            .OrderBy(machine => machine.Name, StringComparer.Ordinal)
            .Select(machine =>
            {
                var worst = MachineFit.Judge(needs, machine, chosenByHand: machineId is not null).Where(condition => !condition.Met).MaxBy(condition => condition.Lasting);
                return new FitView(machine.MachineId, machine.Name, worst is null, worst?.Sentence ?? "", worst?.Remedy ?? "", worst?.Lasting ?? false);
            })];
    }

    static LiveMachine Live(MachineView machine, Dictionary<string, string> parts) =>
        new(machine.Id, machine.Name, machine.Kind, machine.State, machine.Reason,
            machine.Run is { } run ? new LiveRun(run.Id, run.ProgramName, run.Fraction, run.RemainingSeconds, run.Line, run.Phase ?? "", run.Stage)
            : machine.PartRun is { } part ? new LiveRun(part.Id, parts.GetValueOrDefault(part.JobId, ""), part.Progress, null, part.Line, part.Phase ?? "", "part") : null,
            [.. machine.Heaters.OrderBy(heater => "TBC".IndexOf(heater.Name[0], StringComparison.Ordinal)).Select(heater => new HeaterView(heater.Name, heater.ActualC, heater.TargetC > 0 ? heater.TargetC : null))],
            machine.PowerW, machine.AgeMs) { Workshop = machine.Workshop };

    static EnergyFigures Energy(EnergyView? energy) => energy is null ? new() : new()
    {
        TotalWh = energy.Wh, LowWh = energy.LowWh, HighWh = energy.HighWh, Metered = energy.MeasuredShare > 0.5,
        WarmUpWh = energy.ByPhase["warmUp"], ProcessingWh = energy.ByPhase["processing"], IdleWh = energy.ByPhase["idle"],
    };

    static IEnumerable<PortView> Ports(string json) =>
        (JsonSerializer.Deserialize<List<PortEntry>>(json) ?? []).Select(port => new PortView(port.Address, port.Description, Taken: false));

    async Task<ProgramSheet?> Program(string programId)
    {
        if (await programs.Find(programId) is not { } row)
            return null;
        var analysis = ProgramFacts.Read(row.Analysis);
        var box = analysis.ModelBounds ?? analysis.WorkBounds;
        var grams = analysis.Filament.Sum(use => use.MassGrams);
        return new ProgramSheet
        {
            Id = row.Id, Name = row.Name, DurationSeconds = analysis.DurationSeconds, ClaimedSeconds = analysis.Slicer.Claims.DurationSeconds,
            MassGrams = grams > 0 ? grams : null, SizeXMm = box?.Max.X - box?.Min.X, SizeYMm = box?.Max.Y - box?.Min.Y, // A printed part stands on the bed; the first layer's nozzle height is not its bottom.
            SizeZMm = analysis.Filament.Count > 0 ? box?.Max.Z : box?.Max.Z - box?.Min.Z,
            Layers = analysis.LayerCount > 0 ? analysis.LayerCount : null, Slicer = $"{analysis.Slicer.Name} {analysis.Slicer.Version}".Trim(),
            Material = analysis.Material ?? "", Thumbnail = await Thumbnail(row.Id),
            Findings = [.. analysis.Findings.Select(finding => new FindingView(Word.Of(finding.Severity), finding.Line, finding.Sentence))],
        };
    }

    async Task<string?> Thumbnail(string programId) => await programs.Thumbnail(programId) is null ? null : $"/api/programs/{programId}/thumbnail";

    async Task<IReadOnlyList<JobCardData>> Cards(IReadOnlyList<JobView> list)
    {
        var names = await MachineNames();
        var ids = list.Select(job => job.ProgramId).Distinct().ToArray();
        var facts = ids.Length == 0 ? [] : (await database.List<ProgramRow>($"select * from program where {database.OneOf("id", "@ids")}", new { ids }))
            .ToDictionary(row => row.Id, row => ProgramFacts.Read(row.Analysis));
        var pictures = ids.Length == 0 ? [] : (await database.List<string>($"select program_id from program_thumbnail where {database.OneOf("program_id", "@ids")}", new { ids })).ToHashSet();
        return [.. list.Select(job =>
        {
            var analysis = facts.GetValueOrDefault(job.ProgramId);
            var grams = analysis?.Filament.Sum(use => use.MassGrams);
            return new JobCardData(job.Id, job.Name, job.State, job.Reason, job.Copies, job.Good, job.Purpose, job.Owner, job.CreatedAt,
                analysis?.DurationSeconds, grams > 0 ? grams : null, pictures.Contains(job.ProgramId) ? $"/api/programs/{job.ProgramId}/thumbnail" : null,
                [.. job.Runs.Where(run => Word.Known<RunState>(run.State).IsOpen()).Select(run => names.GetValueOrDefault(run.MachineId, run.MachineId)).Distinct()]);
        })];
    }

    async Task<IReadOnlyList<RunLine>> Rows(IEnumerable<RunView> list)
    {
        var all = list.ToList();
        var names = await MachineNames();
        var titles = await Titles(all.Select(run => run.JobId));
        return [.. all.Select(run => new RunLine(run.Id, titles.GetValueOrDefault(run.JobId, run.JobId), run.MachineId, names.GetValueOrDefault(run.MachineId, run.MachineId),
            run.Copy, run.Attempt, run.State, run.Outcome, run.StartedAt, run.Energy?.Wh,
            run.Material.Count > 0 ? run.Material.Sum(use => use.MassGrams) : null, run.Reason))];
    }

    async Task<Dictionary<string, string>> Titles(IEnumerable<string?> jobIds)
    {
        var ids = jobIds.OfType<string>().Distinct().ToArray();
        return ids.Length == 0 ? [] : (await database.List<(string Id, string Name)>($"select id, name from job where {database.OneOf("id", "@ids")}", new { ids }))
            .ToDictionary(job => job.Id, job => job.Name);
    }

    async Task<Dictionary<string, string>> MachineNames() =>
        (await database.List<(string Id, string Name)>("select id, name from machine")).ToDictionary(machine => machine.Id, machine => machine.Name);

    public DateTimeOffset Midnight(DateOnly day) => Instants.At(new Fleet.Silo.Reports.Calendar(Zone).StartOf(day));

    // A row that never changes while the server runs.
    string ZoneName() => database.Find<string>("select time_zone from workshop where id = @id", new { id = Workshops.TheOne }).GetAwaiter().GetResult() ?? "UTC";

    sealed record PortEntry(string Address, string Description);
}
