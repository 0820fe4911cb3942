using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Planning;
using Fleet.Core.Scheduling.Power;
using Fleet.Silo.Desk;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Planning;

namespace Fleet.Silo.Grains;

/// <summary>
/// Keeps the plan of a workshop and of those that plan with it: repairs it on every event, asks the jobs' grains to begin what is due, and lets it be improved while nothing
/// happens. A start that meets a machine which has just changed its mind is refused there; the next plan sees why.
/// </summary>
[GrainType("workshop")]
public sealed partial class WorkshopGrain(
    IDatabase database, PlanningQueries planning, PlanInputs inputs, PlanStore store, Plans plans, StartPermits permits, PlanImprover improver, TimeProvider time, ILogger<WorkshopGrain> logger)
    : Grain, IWorkshopGrain
{
    /// <summary>Plans at least this often: due times pass, and lost kicks are forgiven.</summary>
    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>How long an improvement is not disturbed when nothing happens. A start that has become due waits as long at most.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    static readonly TimeSpan Immediately = TimeSpan.FromMilliseconds(1);

    /// <summary>A large plan is made less often without a kick, so that planning never takes more than this share of a core.</summary>
    const int RestPerPlan = 20;

    readonly Dictionary<string, string> _notes = [];
    readonly HeatUp _heatUp = new();
    IGrainTimer? _timer;
    WorkshopPlan? _plan;
    DateTimeOffset _plannedAt;
    TimeSpan _tookTo;
    bool _kicked = true;
    CancellationTokenSource? _improving;

    string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var (jobId, sentence) in await planning.Notes(Id))
            _notes[jobId] = sentence;
        _timer = this.RegisterGrainTimer(Beat, new() { DueTime = Immediately, Period = Heartbeat, KeepAlive = true });
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => _improving?.CancelAsync() ?? Task.CompletedTask;

    public Task Kick()
    {
        _kicked = true;
        _timer?.Change(Immediately, Heartbeat);
        return Task.CompletedTask;
    }

    public async Task Plan()
    {
        _kicked = false;
        if (_improving is not null)
            await _improving.CancelAsync();
        foreach (var jobId in await planning.UnsettledJobs(Id))
            await GrainFactory.GetGrain<IJobGrain>(jobId).Settle();

        var began = time.GetTimestamp();
        var input = await inputs.Read(Id);
        _heatUp.Follow(input);
        // Off the grain's turn: a large plan takes a part of a second.
        await Publish(await Task.Run(() => WorkshopPlan.Repair(input)));
        _tookTo = time.GetElapsedTime(began);
        await StartWhatIsDue();
        ImproveMeanwhile();
    }

    /// <remarks>Not interleaved: a plan that is starting machines has the tokens in its hands.</remarks>
    public async Task<string?> AskPower(string machineId)
    {
        var input = await inputs.Read(Id);
        _heatUp.Follow(input);
        return input.Draws.TryGetValue(machineId, out var draw) ? _heatUp.WhyNot(draw, time.NowMs()) : null;
    }

    public async Task<StartAnswer> StartByHand(HandStart start)
    {
        var input = await inputs.Read(Id);
        _heatUp.Follow(input);
        if (input.Jobs.FirstOrDefault(job => job.JobId == start.JobId) is not { } job)
            return new("notWaiting", "No copy of this job waits for a machine. Look at its runs for what became of them.");
        if (!input.Machines.TryGetValue(start.MachineId, out var machine))
            return new("noMachine", await plans.Apart(Id, start.MachineId) ?? $"There is no machine {start.MachineId} that is planned together with this job. Look at the list for what there is.");
        if (job.MachineId is { } chosen && chosen != start.MachineId)
            return new("chosen", $"The job was sent to {chosen} by whoever queued it. Cancel it and queue it again for another machine.");
        if (JobFit.Judge(job, machine).FirstOrDefault(condition => !condition.Met) is { } unfit)
            return new(unfit.Code, unfit.Spoken);
        var lacking = await permits.Lacking(job.JobId, null, machine.MachineId, machine.Name, start.AccountId);
        if (StartPermits.Refuse(lacking, start.Override) is { } notNow)
            return notNow;
        var aside = StartPermits.Aside(lacking, start.By, start.Override);
        if (await Begin(job.JobId, machine, input.Draws[machine.MachineId], () => GrainFactory.GetGrain<IJobGrain>(job.JobId).BeginByHand(machine.MachineId, aside, start.AccountId)) is { } refused)
            return refused;
        await Kick();
        return StartAnswer.Begun;
    }

    public async Task<PlanView> Look()
    {
        var plan = await Newest();
        return PlanWords.View(plan, await store.Bookings(Id), (await store.Pins(Id)).Select(pin => pin.JobId).ToHashSet(), _plannedAt);
    }

    public async Task<JobPlanView?> Why(string jobId)
    {
        var plan = await Newest();
        return await Task.Run(() => PlanWords.Why(plan, jobId));
    }

    public async Task<PlanPreviewView?> Ask(PlanQuestion question)
    {
        var plan = await Newest();
        return await Task.Run(() => PlanAnswers.To(plan, question) is { } preview ? PlanWords.Preview(plan, preview) : null);
    }

    Task Beat()
    {
        var rested = time.GetUtcNow() - _plannedAt;
        return _kicked || rested >= (_improving is null ? RestPerPlan * _tookTo : Patience) ? Plan() : Task.CompletedTask;
    }

    async Task<WorkshopPlan> Newest()
    {
        if (_plan is null || _kicked)
            await Plan();
        return _plan!;
    }

    async Task Publish(WorkshopPlan plan)
    {
        if (plan.Violations.Count > 0)
            LogViolated(Id, plan.Violations.Count, plan.Violations[0]);
        _plannedAt = time.GetUtcNow();
        _plan = plan;
        await store.Keep(await store.Places(Id), plan.Rows(Id));
    }

    async Task StartWhatIsDue()
    {
        var refused = new Dictionary<string, string>();
        var begun = new HashSet<string>();
        foreach (var (copy, machineId) in _plan!.Due())
            switch (await Start(copy.JobId, machineId))
            {
                case { Length: > 0 } refusal:
                    refused[copy.JobId] = refusal;
                    break;
                case { }:
                    begun.Add(copy.JobId);
                    break;
            }
        // What the plan has no room for goes to machines that it does not need: the dispatcher is always on.
        var busy = _plan.Plan.Runs.Select(place => place.MachineId).ToHashSet();
        var spare = _plan.Input.Machines.Values.Where(machine => !busy.Contains(machine.MachineId)).ToList();
        foreach (var placement in Dispatch.Decide(_plan.Input.LeftOut, spare, time.NowMs()).Placements)
            await Start(placement.JobId, placement.MachineId);
        if (begun.Count > 0)
            await Kick();
        // A job whose only copy has just begun waits for nothing.
        begun.IntersectWith(_plan.Input.Jobs.Where(job => job.CopiesToStart == 1).Select(job => job.JobId));
        await WriteNotes(_plan.Notes(refused).Where(note => refused.ContainsKey(note.Key) || !begun.Contains(note.Key)).ToDictionary());
    }

    /// <summary>Empty when it started, null when it only waits for its machine, which the plan's sentences say; else why not.</summary>
    async Task<string?> Start(string jobId, string machineId)
    {
        var machine = _plan!.Input.Machines[machineId];
        var job = _plan.Input.Jobs.First(job => job.JobId == jobId);
        if (machine.State != MachineState.Ready)
            return null;
        if (JobFit.Judge(job, machine).FirstOrDefault(condition => !condition.Met) is { } unmet)
            return unmet.Spoken;
        return await Begin(jobId, machine, _plan.Input.Draws[machineId], () => GrainFactory.GetGrain<IJobGrain>(jobId).Begin(machineId)) is { } refusal ? refusal.Sentence : "";
    }

    /// <summary>Null when it began. What is proposed asks the circuits when a person starts it.</summary>
    async Task<StartAnswer?> Begin(string jobId, MachineOffer machine, HeatUpDraw draw, Func<Task<string?>> begin)
    {
        var draws = !machine.Profile.Start.Attended;
        if (draws && _heatUp.WhyNot(draw, time.NowMs()) is { } fuse)
            return new(StartAnswer.Fuse, fuse);
        var refusal = await begin();
        if (refusal is null)
        {
            await store.Begun(jobId, machine.MachineId);
            return null;
        }
        if (draws)
            _heatUp.GiveBack(machine.MachineId);
        LogRefused(jobId, machine.MachineId, refusal);
        return new("refused", refusal);
    }

    /// <summary>Not awaited: its continuation comes back to this grain, and what it found is dropped when something happened meanwhile.</summary>
    void ImproveMeanwhile() => Improve(_plan!).Ignore();

    async Task Improve(WorkshopPlan plan)
    {
        using var improving = new CancellationTokenSource();
        _improving = improving;
        try
        {
            if (await improver.Improve(plan, improving.Token) is not { } better || !ReferenceEquals(_plan, plan) || _kicked || improving.IsCancellationRequested)
                return;
            LogImproved(Id, plan.Plan.Cost.Total, better.Plan.Cost.Total);
            await Publish(better);
            // What it found may be due now; that is decided with fresh eyes.
            await Kick();
        }
        catch (OperationCanceledException)
        {
            // Something happened.
        }
        finally
        {
            if (ReferenceEquals(_improving, improving))
                _improving = null;
        }
    }

    /// <summary>Why each job waits, for the queue's page; written only when a sentence changes.</summary>
    async Task WriteNotes(Dictionary<string, string> waiting)
    {
        var changed = waiting.Where(note => _notes.GetValueOrDefault(note.Key) != note.Value).ToList();
        var gone = _notes.Keys.Where(jobId => !waiting.ContainsKey(jobId)).ToList();
        if (changed.Count == 0 && gone.Count == 0)
            return;
        await database.Write(async transaction =>
        {
            await transaction.ExecuteMany("delete from plan_note where job_id = @jobId", [.. gone.Select(jobId => new { jobId })]);
            await transaction.ExecuteMany(
                """
                insert into plan_note (job_id, sentence, at_ms) values (@Key, @Value, @now)
                on conflict (job_id) do update set sentence = excluded.sentence, at_ms = excluded.at_ms
                """, [.. changed.Select(note => new { note.Key, note.Value, now = time.NowMs() })]);
            return true;
        });
        gone.ForEach(jobId => _notes.Remove(jobId));
        changed.ForEach(note => _notes[note.Key] = note.Value);
    }

    [LoggerMessage(1201, LogLevel.Information, "Job {JobId} was refused by machine {MachineId}: {Sentence}")]
    partial void LogRefused(string jobId, string machineId, string sentence);

    [LoggerMessage(1202, LogLevel.Error, "The plan of {WorkshopId} broke {Count} rules and was not published: {First}")]
    partial void LogViolated(string workshopId, int count, string first);

    [LoggerMessage(1203, LogLevel.Debug, "The plan of {WorkshopId} was improved from {Before} to {After}")]
    partial void LogImproved(string workshopId, long before, long after);
}
