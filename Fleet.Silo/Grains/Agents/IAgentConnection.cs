using Orleans.Concurrency;

namespace Fleet.Silo.Grains;

/// <summary>The gateway's end of an agent's stream.</summary>
[Alias("fleet.agentConnection")]
public interface IAgentConnection : IGrainObserver
{
    [Alias("send")]
    Task Send(byte[] command);

    [Alias("refreshMachines")]
    Task RefreshMachines();

    /// <summary>Looks whether a newer version is offered and tells the agent.</summary>
    [Alias("refreshRelease")]
    Task RefreshRelease();

    /// <summary>The agent's grain moves to another node: it wants to be told again where this connection is, now.</summary>
    [Alias("grainMoves"), OneWay]
    Task GrainMoves();

    [Alias("hangUp")]
    Task HangUp(string reason);
}
