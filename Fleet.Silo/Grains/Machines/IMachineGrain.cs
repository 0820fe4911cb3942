using Fleet.Silo.Cluster;
using Orleans.Concurrency;

namespace Fleet.Silo.Grains;

/// <summary>
/// One physical machine. The single writer of its row, the judge of its start conditions and the only one that commands its
/// agent. Key: the machine's id.
/// </summary>
[Alias("fleet.machine")]
public interface IMachineGrain : IGrainWithStringKey
{
    /// <summary>What is known now, telemetry included.</summary>
    [Alias("look"), AlwaysInterleave, Repeatable]
    Task<MachineLive> Look();

    /// <summary>Gives a run to this machine if every start condition is met. Repeating the same run id is answered the same way.</summary>
    [Alias("assign"), Repeatable]
    Task<AssignAnswer> Assign(RunAssignment run);

    /// <summary>One command of a person. Interleaves, so that a stop never waits behind anything.</summary>
    [Alias("command"), AlwaysInterleave, Repeatable]
    Task<CommandAnswer> Command(MachineCommand command);

    /// <summary>The run's journal has ended it (or it never started): the machine is free of it.</summary>
    [Alias("runEnded"), Repeatable]
    Task RunEnded(string runId, bool bedFull);

    [Alias("bedCleared"), Repeatable]
    Task BedCleared();

    /// <summary>What the agent says about it at the start of a connection and when its condition changes.</summary>
    [Alias("presence"), AlwaysInterleave, Repeatable]
    Task Presence(string agentId, string connectionId, MachineReport report, string runAtAgent);

    /// <summary>Newest telemetry on a connection. May be lost, never waits.</summary>
    [Alias("report"), AlwaysInterleave, OneWay]
    Task Report(string connectionId, MachineReport report);

    /// <summary>The connection on which the agent served this machine is gone.</summary>
    [Alias("agentGone"), AlwaysInterleave, Repeatable]
    Task AgentGone(string connectionId);

    /// <summary>Reads the row again after somebody changed its set-up.</summary>
    [Alias("reload"), Repeatable]
    Task Reload();

    /// <summary>Sends every change to a hub until it stops renewing; call at least once a minute.</summary>
    [Alias("watch"), AlwaysInterleave, Repeatable]
    Task<MachineLive> Watch(IMachineObserver observer);
}
