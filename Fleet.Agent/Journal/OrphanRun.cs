using Fleet.Protocol;

namespace Fleet.Agent.Journal;

/// <summary>A run whose agent went away in the middle.</summary>
/// <param name="Line">The last line that the journal knows.</param>
/// <param name="Started">False: no line was sent yet.</param>
public sealed record OrphanRun(string RunId, string MachineId, long Line, Phase Phase, bool Started);
