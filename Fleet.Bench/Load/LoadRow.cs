namespace Fleet.Bench.Load;

/// <summary>One size of fleet, measured.</summary>
/// <param name="CpuPercent">Of one core, the server's process alone.</param>
/// <param name="AgeP99Ms">From the sample at the agent to its frame at the viewer.</param>
sealed record LoadRow(int Machines, double CpuPercent, double ResidentMb, double AgeP50Ms, double AgeP99Ms, double CommandP50Ms, double CommandP99Ms)
{
    public double FactsPerSecond { get; init; }
    public double CatchUpSeconds { get; init; }
    public double AgeP99DuringCatchUpMs { get; init; }
}
