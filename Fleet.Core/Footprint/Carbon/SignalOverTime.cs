namespace Fleet.Core.Footprint.Carbon;

/// <summary>A series as a function of time, for many questions about short stretches.</summary>
public sealed class SignalOverTime
{
    readonly long[] _starts;
    readonly long[] _ends;
    readonly double[] _gPerKwh;

    /// <param name="slots">In order, without overlap.</param>
    public SignalOverTime(IReadOnlyList<CarbonSlot> slots)
    {
        _starts = [.. slots.Select(slot => slot.StartMs)];
        _ends = [.. slots.Select(slot => slot.EndMs)];
        _gPerKwh = [.. slots.Select(slot => slot.GPerKwh)];
    }

    public static SignalOverTime Unknown { get; } = new([]);

    /// <summary>Time-weighted mean over a stretch and the part of the stretch for which it is known, 0 to 1.</summary>
    public (double GPerKwh, double Known) Over(long fromMs, long toMs)
    {
        if (toMs <= fromMs)
            return At(fromMs) is { } now ? (now, 1) : (0, 0);
        double weighted = 0;
        long knownMs = 0;
        for (var i = FirstEndingAfter(fromMs); i < _starts.Length && _starts[i] < toMs; i++)
        {
            var ms = Math.Min(_ends[i], toMs) - Math.Max(_starts[i], fromMs);
            weighted += _gPerKwh[i] * ms;
            knownMs += ms;
        }
        return knownMs == 0 ? (0, 0) : (weighted / knownMs, (double)knownMs / (toMs - fromMs));
    }

    public double? At(long ms) => FirstEndingAfter(ms) is var i && i < _starts.Length && _starts[i] <= ms ? _gPerKwh[i] : null;

    int FirstEndingAfter(long ms)
    {
        var place = Array.BinarySearch(_ends, ms);
        return place >= 0 ? place + 1 : ~place;
    }
}
