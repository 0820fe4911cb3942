namespace Fleet.Core.Scheduling.Makespan;

/// <summary>
/// What a machine's load costs the search. The makespan alone is flat: most changes leave it as it is. A steep power of every load,
/// (load / reference)^20, has its slope where the last machines are and still prefers less work elsewhere. Scaled so that one job's mean
/// share of the reference costs 65536 near the reference: temperatures are then the same for every instance.
/// </summary>
sealed class LoadPrices
{
    const int Entries = 1 << 16, Power = 20;

    readonly long[] _prices = new long[Entries];
    readonly double _jobsPerMachine;
    int _shift;

    public LoadPrices(int jobs, int machines, int reference)
    {
        _jobsPerMachine = Math.Max(1.0, (double)jobs / machines);
        Refer(reference);
    }

    /// <summary>The makespan that the prices are made for.</summary>
    public int Reference { get; private set; }

    public long this[int load] => _prices[Math.Min(load >> _shift, Entries - 1)];

    public void Refer(int reference)
    {
        Reference = Math.Max(1, reference);
        _shift = 0;
        while (2L * Reference >> _shift >= Entries)
            _shift++;
        // Multiplications and divisions alone: the same on every processor.
        for (var entry = 0; entry < Entries; entry++)
        {
            var ratio = Math.Min(2.5, (double)((long)entry << _shift) / Reference);
            double square = ratio * ratio, fourth = square * square, eighth = fourth * fourth, sixteenth = eighth * eighth;
            _prices[entry] = (long)(sixteenth * fourth / Power * 65536 * _jobsPerMachine);
        }
    }
}
