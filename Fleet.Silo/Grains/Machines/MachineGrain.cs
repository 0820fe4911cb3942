using Fleet.Core.Scheduling;
using Fleet.Protocol;
using Fleet.Silo.Planning;
using Fleet.Silo.Profiles;
using Fleet.Silo.Storage.Rows;
using Google.Protobuf;
using Orleans.Utilities;

namespace Fleet.Silo.Grains;

/// <summary>
/// Owns one row of <c>machine</c>. What the agent reports is kept in memory; the row changes only when the state, the bed, the
/// run or the lock does.
/// </summary>
[GrainType("machine")]
public sealed partial class MachineGrain(
    IDatabase database,
    ProfileCatalogue profiles,
    PlanningQueries planning,
    StartPermits permits,
    PlanStore store,
    Plans plans,
    TimeProvider time,
    ILogger<MachineGrain> logger) : Grain, IMachineGrain
{
    /// <summary>How long a person's command may take to reach the machine before it is refused.</summary>
    static readonly TimeSpan CommandPatience = TimeSpan.FromSeconds(10);

    static readonly TimeSpan Doubt = TimeSpan.FromSeconds(2);

    static readonly TimeSpan WatchExpiry = TimeSpan.FromMinutes(3);

    readonly SemaphoreSlim _writing = new(1, 1);
    readonly Dictionary<string, Task<CommandAnswer>> _commanding = [];
    readonly ObserverManager<IMachineObserver> _watchers = new(WatchExpiry, logger);
    MachineRow _row = new();
    RunAssignment? _run;
    MachineReport? _report;
    string? _connectionId;
    string? _goneConnectionId;
    long _doubtedUntilMs;

    string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // The lease fences older activations of this grain: the agent refuses their commands from now on.
        await database.Execute("update machine set lease = lease + 1, version = version + 1 where id = @Id", new { Id }, cancellationToken);
        await ReadRow();
    }

    public Task<MachineLive> Look() => Task.FromResult(Live());

    public Task<MachineLive> Watch(IMachineObserver observer)
    {
        _watchers.Subscribe(observer, observer);
        return Task.FromResult(Live());
    }

    public async Task<AssignAnswer> Assign(RunAssignment run)
    {
        if (_row.RunId == run.RunId)
            return AssignAnswer.Yes;
        if (await WhyNotNow(run) is { } reason)
            return AssignAnswer.No(reason);
        _run = run;
        var stage = Profile?.Start.Attended == true ? RunStage.Proposed : RunStage.Assigned;
        await Write(row => row with { RunId = run.RunId, RunStage = Word.Of(stage) });
        if (stage == RunStage.Assigned)
            HandOver();
        return AssignAnswer.Yes;
    }

    /// <remarks>Somebody who asks again while the command is on its way waits for the same answer.</remarks>
    public async Task<CommandAnswer> Command(MachineCommand command)
    {
        if (_commanding.TryGetValue(command.Id, out var underway))
            return await underway;
        var carried = _commanding[command.Id] = RememberAndCarry(command);
        try
        {
            return await carried;
        }
        finally
        {
            _commanding.Remove(command.Id);
        }
    }

    async Task<CommandAnswer> RememberAndCarry(MachineCommand command) => await Remember(command) ?? await Carry(command);

    async Task<CommandAnswer> Carry(MachineCommand command)
    {
        var answer = command.Kind switch
        {
            MachineCommandKind.BedCleared => await ClearBed(),
            MachineCommandKind.Start => await ConfirmStart(command),
            MachineCommandKind.Lock => await SetLock(command.Text.Length > 0 ? command.Text : "Out of use."),
            MachineCommandKind.Unlock => await SetLock(null),
            MachineCommandKind.Cancel when NotYetAtAgent => await DropRun(),
            _ => await Tell(command),
        };
        // What nobody knows is not written down: the same id may ask again.
        await database.Execute("update machine_command set accepted = @accepted, text = @text where id = @id",
            new { id = command.Id, accepted = answer.IsUnknown ? (int?)null : answer.Accepted ? 1 : 0, text = answer.Sentence });
        return answer;
    }

    public async Task RunEnded(string runId, bool bedFull)
    {
        if (_row.RunId != runId)
            return;
        _run = null;
        // A run that ended before it began says that the machine is not what its last report claims: wait for a newer one, so that
        // the plan does not spend all attempts on a cable that was just pulled.
        if (!bedFull)
            _doubtedUntilMs = time.NowMs() + (long)Doubt.TotalMilliseconds;
        await Write(row => row with { RunId = null, RunStage = null, BedFull = bedFull ? 1 : row.BedFull });
    }

    public Task BedCleared() => ClearBed();

    public async Task Presence(string agentId, string connectionId, MachineReport report, string runAtAgent)
    {
        _connectionId = connectionId;
        _report = report;
        await Write(row => row with { Firmware = report.Firmware.Length > 0 ? report.Firmware : row.Firmware });
        if (runAtAgent == _row.RunId && _row.RunStage == Word.Of(RunStage.Assigned))
            await Write(row => row with { RunStage = Word.Of(RunStage.Accepted) });
        else if (_row.RunStage == Word.Of(RunStage.Assigned))
            HandOver();
    }

    public async Task Report(string connectionId, MachineReport report)
    {
        if (connectionId == _goneConnectionId)
            return;
        // A grain that was idle, or moved, learns from the telemetry that its machine is there.
        _connectionId ??= connectionId;
        _report = report;
        if (StateNow() != (Word.Known<MachineState>(_row.State), _row.Reason))
            await Write(row => row);
        else
            Publish();
    }

    public async Task AgentGone(string connectionId)
    {
        if (_connectionId != connectionId)
            return;
        _goneConnectionId = connectionId;
        _connectionId = null;
        await Write(row => row);
    }

    public async Task Reload()
    {
        await _writing.WaitAsync();
        try
        {
            await ReadRow();
        }
        finally
        {
            _writing.Release();
        }
        await Write(row => row);
    }

    Profile? Profile => profiles.Find(_row.ProfileId);

    bool NotYetAtAgent => _row.RunStage == Word.Of(RunStage.Proposed) || (_row.RunStage == Word.Of(RunStage.Assigned) && _connectionId is null);

    async Task ReadRow()
    {
        _row = await database.Find<MachineRow>("select * from machine where id = @Id", new { Id }) ?? new() { Id = Id, State = "offline" };
        _run = _row.RunId is { } runId ? await planning.Assignment(runId) : null;
    }

    /// <summary>The one way in which the row changes; serialises interleaved calls and fences older activations by the version.</summary>
    async Task Write(Func<MachineRow, MachineRow> change)
    {
        await _writing.WaitAsync();
        try
        {
            var row = change(_row);
            var (state, reason) = StateOf(row);
            row = row with { State = Word.Of(state), Reason = reason };
            if (row != _row)
            {
                var next = row with { Version = row.Version + 1 };
                var touched = await database.Execute(
                    """
                    update machine set state = @State, reason = @Reason, firmware = @Firmware, bed_full = @BedFull, locked = @Locked,
                        run_id = @RunId, run_stage = @RunStage, version = @Version
                    where id = @Id and version = @Version - 1
                    """, next);
                if (touched == 0)
                {
                    DeactivateOnIdle();
                    throw new StaleRowException("machine", Id);
                }
                var becameReady = next.State != _row.State && next.State == Word.Of(MachineState.Ready);
                _row = next;
                if (becameReady)
                    plans.Kick(_row.WorkshopId).Ignore();
            }
        }
        finally
        {
            _writing.Release();
        }
        Publish();
    }

    (MachineState State, string Reason) StateNow() => StateOf(_row);

    (MachineState State, string Reason) StateOf(MachineRow row) =>
        MachineStateRule.Decide(row, _connectionId is not null, Believed, Profile);

    /// <summary>The newest report, unless it is older than what made it doubtful.</summary>
    MachineReport? Believed =>
        _report is { } report && report.SampledAtMs < _doubtedUntilMs ? report with { Condition = MachineCondition.Connecting } : _report;

    /// <summary>Null when every start condition is met, else the first sentence that is not.</summary>
    async Task<string?> WhyNotNow(RunAssignment run)
    {
        if (_row.RunId is not null)
            return $"{_row.Name} already has a run.";
        if (Profile is not { } profile)
            return $"The profile {_row.ProfileId} of {_row.Name} is not there. Put the file back into machines/.";
        var (state, reason) = StateNow();
        var offer = new MachineOffer(Id, _row.Name, _row.MachineGroup, profile, state, reason, await planning.Loaded(Id));
        var needs = await planning.Needs(run.ProgramId);
        var wish = await planning.Wish(run.JobId, run.RunId);
        if (JobFit.Judge(needs, wish, offer, run.ChosenByHand).FirstOrDefault(condition => !condition.Met) is { } unfit)
            return unfit.Spoken;
        return await permits.Lacking(run.JobId, run.RunId, Id, _row.Name, run.StarterId) is [var lacking, ..] ? lacking.Spoken : null;
    }

    /// <summary>Sends the run to the agent, outside this turn. Safe to repeat: the agent knows the run's id.</summary>
    void HandOver()
    {
        if (_run is not { } run || _row.AgentId is null)
            return;
        HandOver(run).Ignore();
    }

    async Task HandOver(RunAssignment run)
    {
        var answer = await Deliver(new()
        {
            Id = $"start-{run.RunId}",
            StartRun = new()
            {
                RunId = run.RunId, ProgramId = run.ProgramId, SizeBytes = (ulong)run.SizeBytes, ProgramName = run.ProgramName,
            },
        });
        if (_row.RunId != run.RunId || _row.RunStage != Word.Of(RunStage.Assigned))
            return;
        if (answer.Accepted)
            await Write(row => row.RunId == run.RunId ? row with { RunStage = Word.Of(RunStage.Accepted) } : row);
        else
            LogNotTaken(Id, run.RunId, answer.Sentence);
    }

    /// <summary>Everything that a start by the plan must meet, a start by hand must meet too, at the moment in which it is pressed.</summary>
    async Task<CommandAnswer> ConfirmStart(MachineCommand command)
    {
        if (_row.RunStage != Word.Of(RunStage.Proposed))
            return CommandAnswer.No($"No run waits for a start on {_row.Name}.");
        if (_connectionId is null || _report?.Condition != MachineCondition.Idle)
            return CommandAnswer.No($"{_row.Name} is not ready: {StateNow().Reason}");
        if (_row.BedFull != 0)
            return CommandAnswer.No($"{_row.Name} still holds the last part. Take it off first.");
        if (_run is not { } run)
            return CommandAnswer.No($"The run on {_row.Name} is not there any more. Cancel it; the plan proposes the next one.");
        var lacking = await permits.Lacking(run.JobId, run.RunId, Id, _row.Name, command.AccountId);
        if (StartPermits.Refuse(lacking, command.Override) is { } notNow)
            return CommandAnswer.No(notNow.Sentence, notNow.Code);
        // The fuse last: who is refused for another reason must not hold power.
        if (await (await plans.Of(_row.WorkshopId)).AskPower(Id) is { } fuse)
            return CommandAnswer.No(fuse, StartAnswer.Fuse);
        if (_row.RunId != run.RunId || _row.RunStage != Word.Of(RunStage.Proposed))
            return CommandAnswer.No($"The run on {_row.Name} was taken away or started meanwhile.");
        if (StartPermits.Aside(lacking, command.By, command.Override) is { } aside)
            await store.KeepSetAside(run.RunId, aside);
        await Write(row => row.RunId == run.RunId ? row with { RunStage = Word.Of(RunStage.Assigned) } : row);
        HandOver();
        return CommandAnswer.Yes();
    }

    async Task<CommandAnswer> DropRun()
    {
        var runId = _row.RunId;
        _run = null;
        await Write(row => row with { RunId = null, RunStage = null });
        return new(true, "", DroppedRunId: runId);
    }

    async Task<CommandAnswer> ClearBed()
    {
        if (_row.RunId is not null && _row.RunStage == Word.Of(RunStage.Accepted))
            return CommandAnswer.No($"A run is on {_row.Name}. Wait until it has ended, or cancel it.");
        await Write(row => row with { BedFull = 0 });
        return CommandAnswer.Yes();
    }

    async Task<CommandAnswer> SetLock(string? reason)
    {
        await Write(row => row with { Locked = reason });
        return CommandAnswer.Yes();
    }

    Task<CommandAnswer> Tell(MachineCommand command)
    {
        var runId = _row.RunId ?? "";
        // Resume and cancel mean something without a run too: a held controller, a jog. The agent knows.
        if (command.Kind == MachineCommandKind.Pause && runId.Length == 0)
            return Task.FromResult(CommandAnswer.No($"No run is on {_row.Name}."));
        if (command.Kind is MachineCommandKind.Home or MachineCommandKind.Jog && runId.Length > 0 && _row.RunStage != Word.Of(RunStage.Proposed))
            return Task.FromResult(CommandAnswer.No($"A run is on {_row.Name}. Pause does not free it; wait or cancel first."));
        return Deliver(CommandMessages.Of(command, runId, time.NowMs() + (long)CommandPatience.TotalMilliseconds));
    }

    Task<CommandAnswer> Deliver(Command message)
    {
        if (_row.AgentId is not { } agentId)
            return Task.FromResult(CommandAnswer.No($"{_row.Name} has no agent. Attach it to one."));
        message.MachineId = Id;
        message.Lease = _row.Lease;
        return GrainFactory.GetGrain<IAgentGrain>(agentId).Deliver(message.Id, message.ToByteArray(), CommandPatience);
    }

    /// <summary>Null for a new command; for a repeated one what became of it the first time.</summary>
    Task<CommandAnswer?> Remember(MachineCommand command) =>
        database.Write(async transaction =>
        {
            var inserted = await transaction.Execute(
                """
                insert into machine_command (id, machine_id, kind, by_account, at_ms, text)
                values (@id, @machineId, @kind, @by, @now, @text) on conflict do nothing
                """,
                new { id = command.Id, machineId = Id, kind = Word.Of(command.Kind), by = command.By, now = time.NowMs(), text = command.Text });
            if (inserted == 1)
                return null;
            var first = await transaction.Find<(long? Accepted, string Text)>(
                "select accepted, text from machine_command where id = @id", new { id = command.Id });
            // Without an answer: the activation that began it died with its node. It is carried out again; the agent knows its id.
            return first.Accepted is { } accepted ? new CommandAnswer(accepted == 1, first.Text) : null;
        });

    MachineLive Live()
    {
        var (state, reason) = StateNow();
        var progress = _report?.Run is { } reported && reported.RunId == _row.RunId ? reported : null;
        var run = _run is { } assigned
            ? new RunLive(assigned.RunId, assigned.JobId, assigned.ProgramId, assigned.ProgramName, _row.RunStage ?? "", progress?.Phase,
                progress?.Line ?? 0, progress?.TotalLines ?? 0, progress?.Fraction ?? 0, progress?.RemainingSeconds)
            : null;
        var present = _connectionId is not null ? _report : null;
        return new(Id, _row.WorkshopId, _row.Name, _row.ProfileId, _row.Kind, _row.MachineGroup, _row.AgentId, Word.Of(state), reason,
            _row.Firmware, run, present?.Heaters ?? [], present?.Position, present?.PowerW, _report?.SampledAtMs ?? 0);
    }

    void Publish()
    {
        if (_watchers.Count == 0)
            return;
        var live = Live();
        _watchers.Notify(watcher => watcher.Changed(live)).Ignore();
    }

    [LoggerMessage(1101, LogLevel.Warning, "Machine {MachineId} has not taken run {RunId}: {Sentence}")]
    partial void LogNotTaken(string machineId, string runId, string sentence);
}
