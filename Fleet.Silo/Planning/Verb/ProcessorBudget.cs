using Fleet.Core.Scheduling.Planning;

namespace Fleet.Silo.Planning.Verb;

/// <summary>Seconds that the processor works for this process. Other work on the computer then takes nothing away.</summary>
/// <param name="seconds">Greater than 0.</param>
/// <param name="from">What the process had used when the seconds began; zero: since its start.</param>
public sealed class ProcessorBudget(double seconds, TimeSpan from) : ISearchBudget
{
    public int Progress(long iteration) =>
        (int)Math.Clamp((Environment.CpuUsage.TotalTime - from).TotalSeconds / seconds * 65536, 0, 65536);
}
