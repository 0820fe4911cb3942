namespace Fleet.Agent.Drivers;

/// <summary>Machine position in mm, as the firmware reports it.</summary>
public sealed record MachinePosition(double XMm, double YMm, double ZMm);
