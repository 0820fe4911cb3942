using Fleet.Core.Scheduling;
using Fleet.Silo.Planning;

namespace Fleet.Silo.Grains;

/// <summary>
/// Reads queue and machines from SQL, lets the dispatcher decide, and asks the jobs' grains to begin. A plan that meets a
/// machine which has just changed its mind is refused there; the next plan sees why.
/// </summary>
[GrainType("workshop")]
public sealed partial class WorkshopGrain(
    IDatabase database, PlanningQueries planning, TimeProvider time, ILogger<WorkshopGrain> logger) : Grain, IWorkshopGrain
{
    /// <summary>Plans at least this often: due times pass, and lost kicks are forgiven.</summary>
    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    static readonly TimeSpan Immediately = TimeSpan.FromMilliseconds(1);

    readonly Dictionary<string, string> _notes = [];
    IGrainTimer? _timer;

    string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var (jobId, sentence) in await planning.Notes())
            _notes[jobId] = sentence;
        _timer = this.RegisterGrainTimer(Plan, new() { DueTime = Immediately, Period = Heartbeat, KeepAlive = true });
    }

    public Task Kick()
    {
        _timer?.Change(Immediately, Heartbeat);
        return Task.CompletedTask;
    }

    public async Task Plan()
    {
        foreach (var jobId in await planning.UnsettledJobs(Id))
            await GrainFactory.GetGrain<IJobGrain>(jobId).Settle();

        var jobs = await planning.Queue(Id);
        var machines = await planning.Machines(Id);
        var decided = Dispatch.Decide(jobs, machines, time.NowMs());
        var waiting = new Dictionary<string, string>(decided.Waiting);
        foreach (var placement in decided.Placements)
        {
            var refusal = await GrainFactory.GetGrain<IJobGrain>(placement.JobId).Begin(placement.MachineId);
            if (refusal is not null)
            {
                waiting[placement.JobId] = refusal;
                LogRefused(placement.JobId, placement.MachineId, refusal);
            }
        }
        await WriteNotes(waiting);
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
            foreach (var jobId in gone)
                await transaction.Execute("delete from plan_note where job_id = @jobId", new { jobId });
            foreach (var (jobId, sentence) in changed)
                await transaction.Execute(
                    """
                    insert into plan_note (job_id, sentence, at_ms) values (@jobId, @sentence, @now)
                    on conflict (job_id) do update set sentence = excluded.sentence, at_ms = excluded.at_ms
                    """, new { jobId, sentence, now = time.NowMs() });
            return true;
        });
        gone.ForEach(jobId => _notes.Remove(jobId));
        changed.ForEach(note => _notes[note.Key] = note.Value);
    }

    [LoggerMessage(1201, LogLevel.Information, "Job {JobId} was refused by machine {MachineId}: {Sentence}")]
    partial void LogRefused(string jobId, string machineId, string sentence);
}
