namespace Fleet.Tests.Reports;

/// <summary>A clock that stands until a test moves it.</summary>
public sealed class SteppedClock(DateTimeOffset now) : TimeProvider
{
    DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void To(DateTimeOffset now) => _now = now;
}
