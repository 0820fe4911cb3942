namespace Fleet.Core.Energy;

/// <summary>Divides a metered interval among what happened in it. The shares always add up to the meter.</summary>
public static class Attribution
{
    /// <summary>
    /// One segment takes all. Several share in proportion to their modelled energy (by time where the model says nothing);
    /// each share's bounds are then zero to the whole, narrowed by nothing that was not measured.
    /// </summary>
    public static IReadOnlyList<Share> Divide(IntervalEnergy interval, IReadOnlyList<Segment> segments)
    {
        if (segments.Count == 0)
            return [];
        if (segments.Count == 1)
            return [new(segments[0], interval.Wh, interval.LowWh, interval.HighWh, Split: false)];
        var weights = segments.Select(segment => segment.ModelWh).ToArray();
        if (weights.Sum() <= 0)
            weights = [.. segments.Select(segment => (double)Math.Max(1, segment.ToMs - segment.FromMs))];
        var whole = weights.Sum();
        var shares = new List<Share>(segments.Count);
        var restWh = interval.Wh;
        for (var i = 0; i < segments.Count; i++)
        {
            // The last one takes the rest, so that rounding never loses a fraction of the meter.
            var wh = i == segments.Count - 1 ? restWh : interval.Wh * weights[i] / whole;
            restWh -= wh;
            shares.Add(new(segments[i], wh, 0, interval.HighWh, Split: true));
        }
        return shares;
    }
}
