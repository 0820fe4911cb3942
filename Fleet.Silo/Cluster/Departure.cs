namespace Fleet.Silo.Cluster;

/// <summary>Whether this server's grains are leaving: from then on it keeps no caller waiting.</summary>
public sealed class Departure : IDisposable
{
    readonly CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

    public bool HasBegun => _source.IsCancellationRequested;

    public Task Begin() => _source.CancelAsync();

    public void Dispose() => _source.Dispose();
}
