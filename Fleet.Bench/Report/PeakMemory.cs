namespace Fleet.Bench.Report;

/// <summary>The most managed memory in use while it exists, looked at every few milliseconds.</summary>
sealed class PeakMemory : IDisposable
{
    readonly Timer _timer;
    long _most;

    public PeakMemory() => _timer = new(_ => Look(), null, 0, 5);

    public long MostBytes
    {
        get
        {
            Look();
            return _most;
        }
    }

    public void Dispose() => _timer.Dispose();

    void Look() => _most = Math.Max(_most, GC.GetTotalMemory(forceFullCollection: false));
}
