namespace Fleet.Agent.Drivers;

/// <summary>The end of the last probing move, machine coordinates, mm.</summary>
/// <param name="Touched">False: the probe found nothing within its travel.</param>
public sealed record ProbeContact(double XMm, double YMm, double ZMm, bool Touched);
