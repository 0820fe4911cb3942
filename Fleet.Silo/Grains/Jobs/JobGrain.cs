using System.Data.Common;
using Fleet.Silo.Planning;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Grains;

/// <summary>
/// Owns one row of <c>job</c> and its rows of <c>run</c>. Every change of a run is one transaction with the job's new state, so a
/// reader never sees a job that disagrees with its runs.
/// </summary>
[GrainType("job")]
public sealed partial class JobGrain(IDatabase database, PlanningQueries planning, Plans plans, TimeProvider time, ILogger<JobGrain> logger)
    : Grain, IJobGrain
{
    JobRow _job = new();
    List<RunRow> _runs = [];

    string Id => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => Read();

    public async Task Create(NewJob job)
    {
        var row = new JobRow
        {
            Id = Id, WorkshopId = job.WorkshopId, ProgramId = job.ProgramId, Name = job.Name, Copies = job.Copies, Purpose = job.Purpose,
            State = Word.Of(JobState.Queued), OwnerId = job.OwnerId, MachineId = job.MachineId, MachineGroup = job.MachineGroup,
            Priority = job.Priority, DueAtMs = job.DueAtMs, NotBeforeMs = job.NotBeforeMs, CreatedAtMs = time.NowMs(), Version = 1,
            Together = job.Wishes.Together, Colour = job.Wishes.Colour, AssemblyId = job.Wishes.AssemblyId,
        };
        await database.Execute(
            """
            insert into job (id, workshop_id, program_id, name, copies, purpose, state, owner_id, machine_id, machine_group, priority,
                due_at_ms, not_before_ms, together, colour, assembly_id, created_at_ms, version)
            values (@Id, @WorkshopId, @ProgramId, @Name, @Copies, @Purpose, @State, @OwnerId, @MachineId, @MachineGroup, @Priority,
                @DueAtMs, @NotBeforeMs, @Together, @Colour, @AssemblyId, @CreatedAtMs, @Version)
            on conflict (id) do nothing
            """, row);
        await Read();
        KickPlan();
    }

    public Task<string?> Begin(string machineId) => Begin(machineId, null, null);

    public Task<string?> BeginByHand(string machineId, SetAside? aside, string accountId) => Begin(machineId, aside, accountId);

    async Task<string?> Begin(string machineId, SetAside? aside, string? accountId)
    {
        var tally = Tally(_runs);
        if (IsOver || tally.ToStart == 0)
            return "No copy is left to start.";
        var retried = tally.ToRetry.Count > 0 ? tally.ToRetry[0] : null;
        // What lies on the machine now decides for the copies that follow.
        var loaded = (await planning.Loaded(machineId)).MinBy(lot => lot.Tool);
        var run = new RunRow
        {
            Id = Ids.New(time), JobId = Id, MachineId = machineId, State = Word.Of(RunState.Planned), CreatedAtMs = time.NowMs(),
            CopyNumber = retried?.CopyNumber ?? _runs.Select(r => r.CopyNumber).DefaultIfEmpty(0).Max() + 1,
            Attempt = (retried?.Attempt ?? 0) + 1, RetryOf = retried?.RunId,
            LotId = loaded?.LotId, Colour = loaded?.Colour ?? "",
        };
        await Change([.. _runs, run], async transaction =>
        {
            await transaction.Execute(
                """
                insert into run (id, job_id, machine_id, copy_number, attempt, retry_of, state, lot_id, colour, created_at_ms)
                values (@Id, @JobId, @MachineId, @CopyNumber, @Attempt, @RetryOf, @State, @LotId, @Colour, @CreatedAtMs)
                """, run);
            if (aside is not null)
                await PlanStore.KeepSetAside(transaction, run.Id, aside, time.NowMs());
        });
        return await Offer(run, accountId);
    }

    public async Task Settle()
    {
        foreach (var run in _runs.Where(run => run.StateWord == RunState.Planned).ToList())
            await Offer(run);
    }

    public async Task<RunFactsApplied> Apply(string agentId, string epoch, RunFact[] facts)
    {
        var ended = new List<RunEnd>();
        var spans = new List<PhaseSpan>();
        var runs = _runs.ToList();
        var fresh = false;
        await Change(() => runs, async transaction =>
        {
            foreach (var fact in facts)
            {
                if (runs.FindIndex(run => run.Id == fact.RunId) is var index && index < 0)
                    continue;
                if (await PhaseClosedBy(transaction, runs[index], fact) is { } span)
                    spans.Add(span);
                if (await Record(transaction, agentId, epoch, fact))
                {
                    fresh = true;
                    runs[index] = RunStory.Next(runs[index], fact);
                    await transaction.Execute(
                        """
                        update run set state = @State, phase = @Phase, progress = @Progress, line = @Line, reason = @Reason,
                            started_at_ms = @StartedAtMs, ended_at_ms = @EndedAtMs where id = @Id
                        """, runs[index]);
                }
                if (RunStory.Ends(fact.Kind))
                    ended.Add(new(fact.RunId, runs[index].MachineId, BedFull: runs[index].StartedAtMs is not null));
            }
        });
        if (fresh && ended.Count > 0)
            KickPlan();
        return new([.. ended], [.. spans]);
    }

    public Task RunDropped(string runId, string reason) => EndFromHere(runId, RunState.Cancelled, reason);

    public Task RunLost(string runId, string reason) => EndFromHere(runId, RunState.Interrupted, reason);

    public async Task<string?> Judge(string runId, Outcome outcome, string by, string note)
    {
        var index = _runs.FindIndex(run => run.Id == runId);
        if (index < 0)
            return $"The job has no run {runId}.";
        if (_runs[index].StateWord.IsOpen())
            return "The run is not finished yet. Wait for its end, or cancel it.";
        if (_runs[index].Outcome is { } said)
            return said == Word.Of(outcome) ? null : $"Somebody already said {said}. Book a correction instead of changing it.";
        var judged = _runs[index] with { Outcome = Word.Of(outcome), OutcomeBy = by, OutcomeAtMs = time.NowMs(), OutcomeNote = note };
        var runs = _runs.ToList();
        runs[index] = judged;
        await Change(runs, transaction => transaction.Execute(
            """
            update run set outcome = @Outcome, outcome_by = @OutcomeBy, outcome_at_ms = @OutcomeAtMs, outcome_note = @OutcomeNote
            where id = @Id
            """, judged));
        KickPlan();
        return null;
    }

    public async Task<string?> Cancel(string by)
    {
        if (IsOver)
            return $"The job is already {_job.State}.";
        await Change(_runs, _ => Task.FromResult(0), job => job with
        {
            State = Word.Of(JobState.Cancelled), Reason = $"Cancelled by {by}.", EndedAtMs = time.NowMs(),
        });
        foreach (var run in _runs.Where(run => run.StateWord.IsOpen()))
        {
            var answer = await GrainFactory.GetGrain<IMachineGrain>(run.MachineId)
                .Command(new($"cancel-{run.Id}", MachineCommandKind.Cancel, by));
            if (answer.DroppedRunId is { } dropped)
                await RunDropped(dropped, $"Cancelled by {by}.");
        }
        return null;
    }

    public async Task<string?> Wish(JobWishes wishes)
    {
        if (IsOver)
            return $"The job is already {_job.State}.";
        await Change(_runs, async transaction =>
        {
            await transaction.Execute("update job set together = @Together, colour = @Colour, assembly_id = @AssemblyId where id = @Id",
                new { wishes.Together, wishes.Colour, wishes.AssemblyId, Id });
            // What was promised was promised for other wishes: the plan chooses anew.
            await transaction.Execute("delete from plan_place where job_id = @Id", new { Id });
        }, job => job with { Together = wishes.Together, Colour = wishes.Colour, AssemblyId = wishes.AssemblyId });
        KickPlan();
        return null;
    }

    public async Task<string?> Release(string by)
    {
        if (_job.State != Word.Of(JobState.Held))
            return "The job is not held.";
        var exhausted = Tally(_runs).ToRetry.Where(run => run.Attempt >= JobTally.MostAttempts).Select(run => run.RunId).ToHashSet();
        var runs = _runs.Select(run => exhausted.Contains(run.Id) ? run with { Attempt = 0 } : run).ToList();
        await Change(runs, async transaction =>
        {
            foreach (var runId in exhausted)
                await transaction.Execute("update run set attempt = 0, reason = reason || @by where id = @runId",
                    new { runId, by = $" (released by {by})" });
        });
        KickPlan();
        return null;
    }

    bool IsOver => _job.State is "done" or "cancelled" or "";

    async Task Read()
    {
        _job = await database.Find<JobRow>("select * from job where id = @Id", new { Id }) ?? new();
        _runs = [.. await database.List<RunRow>("select * from run where job_id = @Id order by id", new { Id })];
    }

    /// <summary>Asks the machine to take a planned run. A refused run never was: its row goes away.</summary>
    async Task<string?> Offer(RunRow run, string? accountId = null)
    {
        var program = await planning.Program(_job.ProgramId);
        var answer = await GrainFactory.GetGrain<IMachineGrain>(run.MachineId).Assign(
            new(run.Id, Id, _job.ProgramId, program?.Name ?? _job.Name, program?.SizeBytes ?? 0, ChosenByHand: _job.MachineId is not null) { StarterId = accountId });
        if (answer.Accepted)
        {
            var attended = (await planning.ProfileOf(run.MachineId))?.Start.Attended == true;
            if (!attended)
                await Move(run.Id, row => row.StateWord == RunState.Planned ? row with { State = Word.Of(RunState.Preparing) } : row);
            return null;
        }
        await Change([.. _runs.Where(other => other.Id != run.Id)],
            async transaction =>
            {
                if (await transaction.Execute("delete from run where id = @Id and state = 'planned'", run) == 1)
                    await transaction.Execute("delete from set_aside where run_id = @Id", run);
            });
        return answer.Sentence;
    }

    async Task EndFromHere(string runId, RunState state, string reason)
    {
        await Move(runId, run => run.StateWord.IsOpen()
            ? run with { State = Word.Of(state), Reason = reason, EndedAtMs = time.NowMs() }
            : run);
        KickPlan();
    }

    Task Move(string runId, Func<RunRow, RunRow> change)
    {
        var runs = _runs.Select(run => run.Id == runId ? change(run) : run).ToList();
        var moved = runs.Find(run => run.Id == runId);
        return moved is null || runs.SequenceEqual(_runs)
            ? Task.CompletedTask
            : Change(runs, transaction => transaction.Execute(
                "update run set state = @State, reason = @Reason, ended_at_ms = @EndedAtMs where id = @Id", moved));
    }

    /// <summary>False when the ledger has this fact already.</summary>
    static async Task<bool> Record(DbTransaction transaction, string agentId, string epoch, RunFact fact) =>
        await transaction.Execute(
            """
            insert into run_event (agent_id, epoch, sequence, run_id, at_ms, kind, phase, reason, line)
            values (@agentId, @epoch, @Sequence, @RunId, @AtMs, @kind, @phase, @Reason, @Line) on conflict do nothing
            """,
            new
            {
                agentId, epoch, fact.Sequence, fact.RunId, fact.AtMs, fact.Reason, fact.Line,
                kind = Word.Of(fact.Kind), phase = Word.Of(fact.Phase),
            }) == 1;

    /// <summary>The phase that began with the event before this one, whether or not this one is new.</summary>
    static async Task<PhaseSpan?> PhaseClosedBy(DbTransaction transaction, RunRow run, RunFact fact)
    {
        if (fact.Kind == RunEventKind.Started)
            return null;
        var before = await transaction.Find<RunEventRow>(
            "select at_ms, phase from run_event where run_id = @RunId and at_ms <= @AtMs and sequence < @Sequence order by sequence desc limit 1",
            fact);
        return before is null
            ? null
            : new(fact.Sequence, run.Id, run.MachineId, Word.Known<RunPhase>(before.Phase), before.AtMs, fact.AtMs);
    }

    JobTally Tally(IEnumerable<RunRow> runs) => JobTally.Of((int)_job.Copies, [.. runs.Select(run => run.ToAttempt())]);

    Task Change(List<RunRow> runs, Func<DbTransaction, Task> write, Func<JobRow, JobRow>? decide = null) => Change(() => runs, write, decide);

    /// <summary>One transaction: the runs' rows and the job's state that follows from them, fenced by the job's version.</summary>
    async Task Change(Func<List<RunRow>> runs, Func<DbTransaction, Task> write, Func<JobRow, JobRow>? decide = null)
    {
        JobRow next;
        try
        {
            next = await database.Write(async transaction =>
            {
                await write(transaction);
                var job = (decide ?? (row => WithState(row, runs())))(_job) with { Version = _job.Version + 1 };
                var touched = await transaction.Execute(
                    """
                    update job set state = @State, reason = @Reason, ended_at_ms = @EndedAtMs, version = @Version
                    where id = @Id and version = @Version - 1
                    """, job);
                return touched == 1 ? job : throw new StaleRowException("job", Id);
            });
        }
        catch (StaleRowException)
        {
            LogStale(Id);
            DeactivateOnIdle();
            throw;
        }
        _job = next;
        _runs = runs();
    }

    JobRow WithState(JobRow job, IEnumerable<RunRow> runs)
    {
        if (job.State is "cancelled")
            return job;
        var state = Tally(runs).State;
        var over = state is JobState.Done or JobState.Cancelled;
        return job with
        {
            State = Word.Of(state),
            Reason = state == JobState.Held ? $"{JobTally.MostAttempts} attempts at one copy did not succeed. Look at their reasons, then let it try again or cancel it." : "",
            EndedAtMs = over ? job.EndedAtMs ?? time.NowMs() : null,
        };
    }

    void KickPlan() => plans.Kick(_job.WorkshopId).Ignore();

    [LoggerMessage(1301, LogLevel.Warning, "Job {JobId} was changed by a newer activation; this one steps down")]
    partial void LogStale(string jobId);
}
