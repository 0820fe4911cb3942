namespace Fleet.Silo.Grains;

/// <summary>A machine as its agent sees it.</summary>
/// <param name="Condition">See <c>MachineCondition</c> in agent.proto.</param>
[GenerateSerializer, Immutable, Alias("fleet.machineReport")]
public sealed record MachineReport(
    MachineCondition Condition,
    string Reason,
    string Firmware,
    HeaterLive[] Heaters,
    PositionLive? Position,
    RunReportLive? Run,
    double? PowerW,
    long SampledAtMs);
