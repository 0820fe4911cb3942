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
    /// <summary>What does not hinder a run but should be known, one sentence each: settings that differ from the profile.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>A question of the firmware that waits for a person; null while there is none.</summary>
    public MachinePrompt? Prompt { get; init; }

    public OverrideFactors Overrides { get; init; } = OverrideFactors.None;

    /// <summary>The last probing move; null before the first.</summary>
    public ProbeContact? Probe { get; init; }

    public static DriverSnapshot NotConnected { get; } = new(DriverState.Offline, "", "", [], null, null);
}
