using Fleet.Silo.Grains;
using Fleet.Silo.Live;

namespace Fleet.Silo.Desk.Views;

/// <summary>A machine as pages and API show it.</summary>
/// <param name="Profile">Id of its profile.</param>
/// <param name="Kind">A word of <see cref="MachineKind"/>.</param>
/// <param name="State">A word of <see cref="MachineState"/>.</param>
/// <param name="Run">The run on it, or null.</param>
/// <param name="PartRun">The ended run whose part waits to be judged, or null.</param>
/// <param name="AgeMs">How old the newest sample is; null before the first.</param>
public sealed record MachineView(
    string Id,
    string Name,
    string Profile,
    string ProfileName,
    string Kind,
    string? Group,
    string State,
    string Reason,
    string? AgentId,
    string LinkAddress,
    string Firmware,
    bool BedFull,
    LiveRunView? Run,
    RunView? PartRun,
    IReadOnlyList<HeaterLive> Heaters,
    PositionLive? Position,
    double? PowerW,
    long? AgeMs,
    IReadOnlyList<LoadedView> Loaded,
    IReadOnlyList<MeterView> Meters)
{
    /// <summary>Id of the workshop in which it stands.</summary>
    public string Workshop { get; init; } = "";
}
