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

    [Alias("hangUp")]
    Task HangUp(string reason);
}
