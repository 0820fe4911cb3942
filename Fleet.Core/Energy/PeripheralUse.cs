namespace Fleet.Core.Energy;

/// <summary>
/// What an extraction, dryer or chiller drew is carried by those whom it served: by the runs that were working meanwhile, each by its time;
/// while none was, by the peripheral's own overhead.
/// </summary>
public static class PeripheralUse
{
    /// <summary>The peripheral's story, told by the machines that it serves.</summary>
    /// <param name="peripheralId">Stands for the machine in every segment.</param>
    /// <param name="served">What the machines did.</param>
    /// <param name="runsWhile">States of a machine in which it needs the peripheral.</param>
    /// <returns>
    /// Without gaps from begin to end. Where several machines worked at once, the time is cut into equal parts, one for each: the energy of
    /// a moment is then shared equally.
    /// </returns>
    public static IReadOnlyList<Segment> Story(
        string peripheralId, IReadOnlyList<Segment> served, IReadOnlyCollection<RunPhase> runsWhile, long fromMs, long toMs)
    {
        var working = served.Where(segment => segment.RunId is not null && runsWhile.Contains(segment.Phase)).ToList();
        long[] edges = [.. working.SelectMany(segment => new[] { segment.FromMs, segment.ToMs }).Append(fromMs).Append(toMs)
            .Where(atMs => atMs >= fromMs && atMs <= toMs).Distinct().Order()];
        var story = new List<Segment>();
        for (var i = 1; i < edges.Length; i++)
        {
            var (begin, end) = (edges[i - 1], edges[i]);
            string[] runs = [.. working.Where(segment => segment.FromMs < end && segment.ToMs > begin).Select(segment => segment.RunId!).Distinct().Order(StringComparer.Ordinal)];
            if (runs.Length == 0)
                Stories.Add(story, new(peripheralId, null, RunPhase.Standby, begin, end));
            for (var run = 0; run < runs.Length; run++)
                Stories.Add(story, new(peripheralId, runs[run], RunPhase.Processing, begin + (end - begin) * run / runs.Length, begin + (end - begin) * (run + 1) / runs.Length));
        }
        return story;
    }
}
