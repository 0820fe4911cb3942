namespace Fleet.Agent.Meters;

/// <summary>A meter of a kind that this agent does not know, or with an address that leads nowhere: it never answers.</summary>
public sealed class SilentMeter : IMeter
{
    public Task<MeterSample?> Read(CancellationToken cancellation) => Task.FromResult<MeterSample?>(null);
}
