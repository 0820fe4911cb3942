namespace Fleet.Agent.Links;

/// <summary>
/// Where a machine is plugged in: a device path (<c>/dev/serial/by-id/…</c>, a pty) or <c>tcp://host:port</c>.
/// </summary>
/// <param name="Baud">Symbols per second on a serial line; null takes the profile's, or detects it.</param>
public sealed record LinkAddress(string Address, int? Baud = null);
