using Orleans.Concurrency;

namespace Fleet.Silo.Grains;

/// <summary>One agent: where its connection is, and the way to it. Key: the agent's id.</summary>
[Alias("fleet.agent")]
public interface IAgentGrain : IGrainWithStringKey
{
    /// <summary>A gateway holds a new connection of this agent; an older one is told to hang up.</summary>
    /// <returns>Whether the agent's journal is a new one: it was re-imaged and has forgotten its runs.</returns>
    [Alias("attach")]
    Task<bool> Attach(string connectionId, IAgentConnection connection, string epoch, string agentVersion);

    [Alias("renew"), AlwaysInterleave]
    Task Renew(string connectionId, IAgentConnection connection);

    [Alias("detach")]
    Task Detach(string connectionId);

    [Alias("ports")]
    Task Ports(string json);

    /// <summary>Sends a command and waits for its outcome, at most until the deadline.</summary>
    /// <param name="command">An encoded <c>Command</c> of agent.proto.</param>
    [Alias("deliver"), AlwaysInterleave]
    Task<CommandAnswer> Deliver(string commandId, byte[] command, TimeSpan patience);

    [Alias("outcome"), AlwaysInterleave]
    Task Outcome(string commandId, CommandAnswer answer);

    /// <summary>The list of its machines changed: the connection sends it anew.</summary>
    [Alias("machinesChanged"), AlwaysInterleave]
    Task MachinesChanged();

    [Alias("revoke")]
    Task Revoke();
}
