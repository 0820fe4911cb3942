using Fleet.Agent.Journal;
using Fleet.Protocol;

namespace Fleet.Agent.Meters;

/// <summary>
/// Meters that no machine's doing explains: of a circuit, of an extraction. Read every period; and every few minutes a look for meters that
/// announce themselves in the network.
/// </summary>
sealed class FreeMeters(FactJournal journal, TimeProvider time, MeterDiscovery discovery) : IAsyncDisposable
{
    const int DefaultPeriodSeconds = 60;

    static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(10);
    static readonly TimeSpan LookFor = TimeSpan.FromSeconds(3);

    readonly Dictionary<string, string> _troubles = [];
    readonly CancellationTokenSource _closing = new();
    IReadOnlyList<MeterSetup> _setups = [];
    CancellationTokenSource _round = new();
    Task _reading = Task.CompletedTask;
    Task _looking = Task.CompletedTask;

    /// <summary>Something that the server shows has changed.</summary>
    public event Action? Changed;

    public IReadOnlyList<FoundMeter> Found { get; private set; } = [];

    /// <summary>One sentence for each meter that does not answer as it should.</summary>
    public IReadOnlyList<string> Troubles
    {
        get
        {
            lock (_troubles)
                return [.. _troubles.Values];
        }
    }

    public void Open() => _looking = Look();

    /// <summary>Reads these from now on, and no others.</summary>
    public async Task Set(IEnumerable<MeterSetup> setups)
    {
        MeterSetup[] wanted = [.. setups];
        if (wanted.SequenceEqual(_setups))
            return;
        _setups = wanted;
        await _round.CancelAsync();
        await _reading;
        _round.Dispose();
        _round = new();
        lock (_troubles)
            _troubles.Clear();
        var stop = _round.Token;
        _reading = Task.WhenAll(wanted.Select(setup => Read(setup, stop)));
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _round.CancelAsync();
        await _reading;
        await _looking;
        _closing.Dispose();
        _round.Dispose();
    }

    async Task Read(MeterSetup setup, CancellationToken stop)
    {
        var meter = MeterFactory.Create(setup.Kind, setup.Address, time);
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(setup.PeriodSeconds > 0 ? setup.PeriodSeconds : DefaultPeriodSeconds), time);
            do
            {
                var answer = await meter.Read(stop);
                Note(setup.MeterId, answer.Trouble);
                journal.Append([new JournalEntry { MeterReading = MeterFacts.Of(setup.MeterId, answer.Sample, "", Phase.Standby) }]);
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The list has changed, or the agent ends.
        }
        finally
        {
            (meter as IDisposable)?.Dispose();
        }
    }

    void Note(string meterId, string? trouble)
    {
        bool changed;
        lock (_troubles)
        {
            changed = _troubles.GetValueOrDefault(meterId) != trouble;
            if (trouble is null)
                _troubles.Remove(meterId);
            else
                _troubles[meterId] = trouble;
        }
        if (changed)
            Changed?.Invoke();
    }

    async Task Look()
    {
        try
        {
            using var timer = new PeriodicTimer(LookEvery, time);
            do
            {
                var found = await discovery.Look(LookFor, _closing.Token);
                if (found.SequenceEqual(Found))
                    continue;
                Found = found;
                Changed?.Invoke();
            }
            while (await timer.WaitForNextTickAsync(_closing.Token));
        }
        catch (OperationCanceledException)
        {
            // The agent ends.
        }
    }
}
