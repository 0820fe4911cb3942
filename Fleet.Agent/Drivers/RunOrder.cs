namespace Fleet.Agent.Drivers;

/// <param name="RunId">The server's id of this attempt.</param>
/// <param name="ProgramPath">Plain G-code on this agent's disk, already verified by hash.</param>
public sealed record RunOrder(string RunId, string ProgramPath);
