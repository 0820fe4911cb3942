using Fleet.Core.Energy;
using Fleet.Core.Machines;

namespace Fleet.Tests.Energy;

/// <summary>Short ways to write what meters and machines say, for tests.</summary>
static class Behind
{
    public const long Minute = 60_000;

    static long _sequence;

    public static PowerModel Printer { get; } = new() { StandbyW = 10, ReadyW = 20, WarmUpW = 300, ProcessingW = 100, CoolDownW = 15, Source = "test" };

    public static CounterReading Reading(long atMs, double? counterWh, double stepWh = 0.001) =>
        new(new("agent", "epoch", Interlocked.Increment(ref _sequence)), atMs, counterWh, null, stepWh);

    public static Claim Claim(string? machineId, long atMs, double? counterWh, string? runId = null, RunPhase phase = RunPhase.Standby, double stepWh = 0.001) =>
        new(Reading(atMs, counterWh, stepWh), machineId, runId, phase);

    public static MeterSurroundings Meter(params string[] machines) =>
        new() { Machines = machines, Books = _ => PowerBook.FromProfile(Printer) };

    public static IReadOnlyList<Share> Shares(this MeterStep step) => [.. step.Settled.SelectMany(settled => settled.Shares)];
}
