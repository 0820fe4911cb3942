using Fleet.Silo.Cluster;
using Orleans.Concurrency;

namespace Fleet.Silo.Grains;

/// <summary>One agent: where its connection is, and the way to it. Key: the agent's id.</summary>
[Alias("fleet.agent")]
public interface IAgentGrain : IGrainWithStringKey
{
    /// <summary>A gateway holds a new connection of this agent; an older one is told to hang up.</summary>
    /// <param name="rid">The kind of machine that it runs on; empty when it cannot update itself.</param>
    /// <returns>Whether the agent's journal is a new one: it was re-imaged and has forgotten its runs.</returns>
    [Alias("attach"), AlwaysInterleave, Repeatable]
    Task<bool> Attach(string connectionId, IAgentConnection connection, string epoch, string agentVersion, string rid);

    [Alias("renew"), AlwaysInterleave, Repeatable]
    Task Renew(string connectionId, IAgentConnection connection);

    [Alias("detach"), AlwaysInterleave]
    Task Detach(string connectionId);

    /// <summary>Waits until the agent has a connection and has answered what it was asked meanwhile, at most for <paramref name="patience"/>; whether it has one.</summary>
    [Alias("returns"), AlwaysInterleave, Repeatable]
    Task<bool> Returns(TimeSpan patience);

    /// <summary>What the agent sees of its computer, as JSON arrays.</summary>
    [Alias("ports"), AlwaysInterleave, Repeatable]
    Task Ports(string ports, string troubles, string foundMeters);

    /// <summary>Sends a command and waits for its outcome, at most until the deadline.</summary>
    /// <param name="command">An encoded <c>Command</c> of agent.proto.</param>
    [Alias("deliver"), AlwaysInterleave, Repeatable]
    Task<CommandAnswer> Deliver(string commandId, byte[] command, TimeSpan patience);

    [Alias("outcome"), AlwaysInterleave, Repeatable]
    Task Outcome(string commandId, CommandAnswer answer);

    /// <summary>The list of its machines changed: the connection sends it anew.</summary>
    [Alias("machinesChanged"), AlwaysInterleave, Repeatable]
    Task MachinesChanged();

    /// <summary>A newer version is offered: the connection tells the agent.</summary>
    [Alias("releasesChanged"), AlwaysInterleave, Repeatable]
    Task ReleasesChanged();

    [Alias("revoke"), AlwaysInterleave, Repeatable]
    Task Revoke();
}
