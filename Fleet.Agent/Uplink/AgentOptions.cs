namespace Fleet.Agent.Uplink;

/// <param name="Server">For instance <c>https://fleet.local:8421</c>.</param>
/// <param name="Folder">Identity, journal, programs and consoles.</param>
/// <param name="JoinToken">Only for the first start.</param>
/// <param name="OwnerFile">The built-in agent ends by itself when the server named in here is gone and no run is on.</param>
public sealed record AgentOptions(Uri Server, string Folder, string? JoinToken, string? OwnerFile);
