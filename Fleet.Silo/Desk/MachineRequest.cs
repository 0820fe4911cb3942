namespace Fleet.Silo.Desk;

/// <summary>A machine to attach.</summary>
/// <param name="Profile">Id of a profile in <c>machines/</c>.</param>
/// <param name="AgentId">Null: the built-in agent.</param>
/// <param name="Link">A port of the agent (<c>/dev/serial/by-id/…</c>) or <c>tcp://host:port</c>.</param>
/// <param name="Baud">Null: the profile's, or detected.</param>
/// <param name="MeterKind">For instance <c>shelly-gen2</c>; null without a meter.</param>
/// <param name="MeterAddress">For instance <c>http://192.168.1.40</c>; docs/measuring.md has one for each kind.</param>
/// <param name="MeterLimitW">Most power that can flow through it, W. Null: 3680, a socket of 16 A.</param>
/// <param name="Workshop">Id of the workshop in which it stands; null: the first one.</param>
public sealed record MachineRequest(
    string? Name, string? Profile, string? Link, string? AgentId = null, int? Baud = null, string? Group = null,
    string? MeterKind = null, string? MeterAddress = null, int? MeterPeriodSeconds = null, double? MeterLimitW = null, string? Workshop = null);
