namespace Fleet.Silo.Storage;

/// <summary>Instants as the database keeps them: Unix milliseconds, UTC.</summary>
public static class Instants
{
    public static long NowMs(this TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds();

    public static DateTimeOffset At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);

    public static DateTimeOffset? At(long? unixMs) => unixMs is { } ms ? At(ms) : null;
}
