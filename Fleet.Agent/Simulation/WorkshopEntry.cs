namespace Fleet.Agent.Simulation;

/// <summary>One machine of a simulated workshop, as <c>workshop.json</c> lists it.</summary>
/// <param name="Address">Path of the simulated port.</param>
/// <param name="PlugUrl">Base address of the machine's metering plug.</param>
/// <param name="Pid">The process that simulates it.</param>
public sealed record WorkshopEntry(string Name, string ProfileId, string Address, string PlugUrl, int Pid);
