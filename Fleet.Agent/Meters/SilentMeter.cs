namespace Fleet.Agent.Meters;

/// <summary>A meter of a kind that this agent does not know, or with an address that leads nowhere: it never answers, and says why.</summary>
public sealed class SilentMeter(string trouble) : IMeter
{
    public Task<MeterAnswer> Read(CancellationToken cancellation) => Task.FromResult(MeterAnswer.Failed(trouble));
}
