using Fleet.Core.Gcode;

namespace Fleet.Agent.Drivers;

/// <param name="RunId">The server's id of this attempt.</param>
/// <param name="ProgramPath">Plain G-code on this agent's disk, already verified by hash.</param>
public sealed record RunOrder(string RunId, string ProgramPath)
{
    /// <summary>Run time by line, from the program's analysis; null while nobody has it. Then progress goes by bytes and the rest is unknown.</summary>
    public ProgramTimeline? Timeline { get; init; }
}
