namespace Fleet.Bench.Report;

/// <summary>The year's own time.</summary>
sealed class BenchClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = YearOfLedger.Start;

    public override DateTimeOffset GetUtcNow() => Now;
}
