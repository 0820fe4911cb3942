namespace Fleet.Agent.Meters;

/// <summary>Anything with a cumulative energy counter.</summary>
public interface IMeter
{
    /// <summary>Reads it now. Null when it does not answer within its patience or says nothing usable: missing is missing.</summary>
    Task<MeterSample?> Read(CancellationToken cancellation);
}
