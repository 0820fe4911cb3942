namespace Fleet.Agent.Uplink;

/// <param name="Servers">For instance <c>https://fleet.local:8421</c>; any node of a cluster. The server tells more of them.</param>
/// <param name="Folder">Identity, journal, programs and consoles.</param>
/// <param name="JoinToken">Only for the first start; without one the agent asks and an administrator admits it.</param>
/// <param name="OwnerFile">The built-in agent ends by itself when the server named in here is gone and no run is on.</param>
public sealed record AgentOptions(IReadOnlyList<Uri> Servers, string Folder, string? JoinToken, string? OwnerFile);
