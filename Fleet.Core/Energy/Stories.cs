namespace Fleet.Core.Energy;

/// <summary>What machines did, as lists of segments by time.</summary>
public static class Stories
{
    /// <summary>
    /// The part of each machine's story between two instants, without a hole: where nobody reported what a machine did, a segment of
    /// unknown doing stands.
    /// </summary>
    /// <param name="story">Segments of all machines, each machine's by time and without overlap.</param>
    /// <param name="machines">Those that must be there. None at all: one segment that belongs to nobody.</param>
    public static IReadOnlyList<Segment> Cut(IReadOnlyList<Segment> story, IReadOnlyCollection<string> machines, long fromMs, long toMs)
    {
        var cut = new List<Segment>();
        foreach (var machineId in machines)
        {
            var atMs = fromMs;
            foreach (var segment in story)
            {
                if (segment.MachineId != machineId || segment.ToMs <= atMs || segment.FromMs >= toMs)
                    continue;
                if (segment.FromMs > atMs)
                    Add(cut, Silent(machineId, atMs, segment.FromMs));
                var part = segment with { FromMs = Math.Max(atMs, segment.FromMs), ToMs = Math.Min(toMs, segment.ToMs) };
                Add(cut, part);
                atMs = part.ToMs;
            }
            if (atMs < toMs)
                Add(cut, Silent(machineId, atMs, toMs));
        }
        if (cut.Count == 0)
            cut.Add(new(null, null, RunPhase.Standby, fromMs, toMs));
        return cut;
    }

    /// <summary>Ends and beginnings that lie within <paramref name="withinMs"/> of a reading are moved onto it: both were one moment at the machine.</summary>
    public static IReadOnlyList<Segment> Snap(IReadOnlyList<Segment> story, IReadOnlyList<long> readingsMs, long withinMs = 2000)
    {
        if (readingsMs.Count == 0)
            return story;
        long Moved(long atMs)
        {
            var index = 0;
            var (low, high) = (0, readingsMs.Count - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                if (readingsMs[middle] <= atMs)
                    (index, low) = (middle, middle + 1);
                else
                    high = middle - 1;
            }
            var nearest = index + 1 < readingsMs.Count && Math.Abs(readingsMs[index + 1] - atMs) < Math.Abs(readingsMs[index] - atMs) ? readingsMs[index + 1] : readingsMs[index];
            return Math.Abs(nearest - atMs) <= withinMs ? nearest : atMs;
        }
        return [.. story.Select(segment => segment with { FromMs = Moved(segment.FromMs), ToMs = Moved(segment.ToMs) }).Where(segment => segment.ToMs > segment.FromMs)];
    }

    /// <summary>Appends a segment; like continues like.</summary>
    public static void Add(List<Segment> story, Segment next)
    {
        if (next.ToMs <= next.FromMs)
            return;
        for (var i = story.Count - 1; i >= 0; i--)
        {
            if (story[i].MachineId != next.MachineId)
                continue;
            if (story[i].Continues(next))
                story[i] = story[i] with { ToMs = Math.Max(story[i].ToMs, next.ToMs) };
            else
                break;
            return;
        }
        story.Add(next);
    }

    static Segment Silent(string machineId, long fromMs, long toMs) => new(machineId, null, RunPhase.Standby, fromMs, toMs) { Unknown = true };
}
