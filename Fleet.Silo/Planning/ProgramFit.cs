using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Silo.Planning;

/// <param name="DurationOn">Where a machine's finished runs taught more than the prior.</param>
/// <param name="Refused">The machines that can never make it, with the reason.</param>
sealed record ProgramFit(RunDuration Duration, IReadOnlyDictionary<string, RunDuration> DurationOn, IReadOnlyDictionary<string, Condition> Refused);
