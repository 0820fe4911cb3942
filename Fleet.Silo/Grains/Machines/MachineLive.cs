namespace Fleet.Silo.Grains;

/// <summary>What is known of a machine now.</summary>
/// <param name="State">A word of <see cref="MachineState"/>.</param>
/// <param name="Reason">Why it is not ready, with the remedy; empty when it is.</param>
/// <param name="PowerW">From its meter; null without one.</param>
/// <param name="SampledAtMs">When the agent took the newest sample; 0 before the first.</param>
[GenerateSerializer, Immutable, Alias("fleet.machineLive")]
public sealed record MachineLive(
    string Id,
    string WorkshopId,
    string Name,
    string ProfileId,
    string Kind,
    string? Group,
    string? AgentId,
    string State,
    string Reason,
    string Firmware,
    RunLive? Run,
    HeaterLive[] Heaters,
    PositionLive? Position,
    double? PowerW,
    long SampledAtMs);
