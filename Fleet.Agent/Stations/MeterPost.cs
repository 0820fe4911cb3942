using Fleet.Agent.Journal;
using Fleet.Agent.Meters;
using Fleet.Protocol;

namespace Fleet.Agent.Stations;

/// <summary>
/// The meters of one machine. Each reading that becomes a fact says what the machine did since the one before:
/// <code>
///   phase     standby      warm-up          processing             standby
///   facts   ──────────●──────────────●────────────●───────────●────────────
///                  Close          Close         period      Close
/// </code>
/// Used from the station's fact loop only.
/// </summary>
sealed class MeterPost(MachineSetup setup, FactJournal journal, TimeProvider time) : IDisposable
{
    const int DefaultPeriodSeconds = 60;

    readonly List<(MeterSetup Setup, IMeter Meter)> _meters = [.. setup.Meters.Select(meter => (meter, MeterFactory.Create(meter.Kind, meter.Address, time)))];
    readonly Dictionary<string, string> _troubles = [];
    readonly HashSet<string> _silent = [];
    readonly TimeSpan _period = TimeSpan.FromSeconds(setup.Meters.Select(meter => (int)meter.PeriodSeconds).Where(seconds => seconds > 0).DefaultIfEmpty(DefaultPeriodSeconds).Min());
    string _runId = "";
    Phase _phase = Phase.Standby;
    long? _lastFactAt;

    /// <summary>The newest power, W; null without a meter that answers.</summary>
    public double? PowerW { get; private set; }

    /// <summary>One sentence for each meter that does not answer as it should, with what to do.</summary>
    public IReadOnlyCollection<string> Troubles
    {
        get
        {
            lock (_troubles)
                return [.. _troubles.Values];
        }
    }

    /// <summary>What the machine does from now on.</summary>
    public void Now(string runId, Phase phase) => (_runId, _phase) = (runId, phase);

    /// <summary>What a machine without a run is about; a change ends what was before.</summary>
    public async Task Rest(Phase phase, CancellationToken cancellation)
    {
        if (_runId.Length > 0 || phase == _phase)
            return;
        await Close(cancellation);
        _phase = phase;
    }

    /// <summary>Reads for the live page; true when a fact was due and was kept.</summary>
    public async Task<bool> Look(CancellationToken cancellation)
    {
        var due = _lastFactAt is not { } last || time.GetElapsedTime(last) >= _period;
        if (due)
            await Close(cancellation);
        else
            await Read(forFact: false, cancellation);
        return due;
    }

    /// <summary>Keeps a reading as a fact: what was done until now ends here.</summary>
    public async Task Close(CancellationToken cancellation)
    {
        _lastFactAt = time.GetTimestamp();
        if (_meters.Count == 0)
            return;
        var samples = await Read(forFact: true, cancellation);
        journal.Append([.. samples.Select(sample => Fact(sample.Setup, sample.Sample))]);
    }

    public void Dispose()
    {
        foreach (var (_, meter) in _meters)
            (meter as IDisposable)?.Dispose();
    }

    /// <summary>All at once. For the live page alone, a meter that did not answer is left in peace until the next fact is due.</summary>
    async Task<List<(MeterSetup Setup, MeterSample? Sample)>> Read(bool forFact, CancellationToken cancellation)
    {
        var asked = _meters.Where(meter => forFact || !_silent.Contains(meter.Setup.MeterId)).ToList();
        var answers = await Task.WhenAll(asked.Select(meter => meter.Meter.Read(cancellation)));
        double? powerW = null;
        foreach (var (meter, answer) in asked.Zip(answers))
        {
            Note(meter.Setup.MeterId, answer.Trouble);
            if (answer.Sample is null)
                _silent.Add(meter.Setup.MeterId);
            else
                _silent.Remove(meter.Setup.MeterId);
            if (answer.Sample?.PowerW is { } watts)
                powerW = (powerW ?? 0) + watts;
        }
        PowerW = powerW;
        return [.. asked.Zip(answers, (meter, answer) => (meter.Setup, answer.Sample))];
    }

    void Note(string meterId, string? trouble)
    {
        lock (_troubles)
        {
            if (trouble is null)
                _troubles.Remove(meterId);
            else
                _troubles[meterId] = trouble;
        }
    }

    JournalEntry Fact(MeterSetup meter, MeterSample? sample) =>
        new() { MachineId = setup.MachineId, MeterReading = MeterFacts.Of(meter.MeterId, sample, _runId, _phase) };
}
