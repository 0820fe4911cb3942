namespace Fleet.Agent.Drivers;

/// <summary>The newest picture of a machine.</summary>
/// <param name="Reason">Why it is offline, in fault or needs a person: one sentence with the remedy. Empty otherwise.</param>
/// <param name="Firmware">What the firmware says it is, for instance <c>Marlin 2.1.2</c>; empty until known.</param>
/// <param name="Run">The run in progress, or null.</param>
public sealed record DriverSnapshot(
    DriverState State,
    string Reason,
    string Firmware,
    IReadOnlyList<HeaterReading> Heaters,
    MachinePosition? Position,
    RunProgress? Run)
{
    public static DriverSnapshot NotConnected { get; } = new(DriverState.Offline, "", "", [], null, null);
}
