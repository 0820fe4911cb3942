namespace Fleet.Agent.Meters;

/// <summary>Anything with a cumulative energy counter.</summary>
public interface IMeter
{
    /// <summary>
    /// Reads it now, within <see cref="MeterPatience"/>. Never throws for what a device or a network may do: what went wrong is in the
    /// answer. Missing is missing, never zero.
    /// </summary>
    Task<MeterAnswer> Read(CancellationToken cancellation);
}
