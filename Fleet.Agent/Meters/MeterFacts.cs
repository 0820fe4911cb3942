using Fleet.Protocol;

namespace Fleet.Agent.Meters;

/// <summary>A reading as the journal keeps it.</summary>
static class MeterFacts
{
    /// <param name="sample">Null: the meter did not answer.</param>
    /// <param name="runId">What the machine worked for since the reading before; empty for nothing.</param>
    public static MeterReading Of(string meterId, MeterSample? sample, string runId, Phase phase)
    {
        var reading = new MeterReading { MeterId = meterId, RunId = runId, Phase = phase, ResolutionWh = sample?.ResolutionWh ?? 0 };
        if (sample is not null)
            reading.CounterWh = sample.CounterWh;
        if (sample?.PowerW is { } watts)
            reading.PowerW = watts;
        return reading;
    }
}
