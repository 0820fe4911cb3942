using Fleet.Silo.Cluster;
using Fleet.Silo.Planning;

namespace Fleet.Silo.Grains;

/// <summary>One job and its runs; the single writer of both. Key: the job's id.</summary>
[Alias("fleet.job")]
public interface IJobGrain : IGrainWithStringKey
{
    [Alias("create"), Repeatable]
    Task Create(NewJob job);

    /// <summary>Starts one copy on a machine. Null when the machine took it, else the refusal's sentence; then nothing is left behind.</summary>
    [Alias("begin")]
    Task<string?> Begin(string machineId);

    /// <summary>As <see cref="Begin"/>, for a person who wants it now.</summary>
    /// <param name="aside">The hours that an operator sets aside for this run; null: none.</param>
    [Alias("beginByHand")]
    Task<string?> BeginByHand(string machineId, SetAside? aside, string accountId);

    /// <summary>Finishes what a crash left half done: a run that its machine never took, or does not have any more.</summary>
    [Alias("settle"), Repeatable]
    Task Settle();

    /// <summary>Applies facts of the journal, each exactly once, in order.</summary>
    [Alias("apply"), Repeatable]
    Task<RunFactsApplied> Apply(string agentId, string epoch, RunFact[] facts);

    /// <summary>The run was taken off its machine before it began.</summary>
    [Alias("runDropped"), Repeatable]
    Task RunDropped(string runId, string reason);

    /// <summary>The agent has forgotten the run: it was re-imaged or lost its disk.</summary>
    [Alias("runLost"), Repeatable]
    Task RunLost(string runId, string reason);

    /// <summary>A person says good or bad. Null when taken, else the refusal's sentence.</summary>
    [Alias("judge"), Repeatable]
    Task<string?> Judge(string runId, Outcome outcome, string by, string note);

    /// <summary>Takes the job out of the queue. Runs on machines are cancelled there. Null when taken, else the refusal's sentence.</summary>
    [Alias("cancel"), Repeatable]
    Task<string?> Cancel(string by);

    /// <summary>Changes what is wished of the copies that have not begun. Null when taken, else the refusal's sentence.</summary>
    [Alias("wish"), Repeatable]
    Task<string?> Wish(JobWishes wishes);

    /// <summary>A person lets a held job try again.</summary>
    [Alias("release")]
    Task<string?> Release(string by);
}
