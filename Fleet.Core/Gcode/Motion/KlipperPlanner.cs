namespace Fleet.Core.Gcode.Motion;

/// <summary>
/// Klipper's look-ahead over its whole queue: square corner velocity, and a second, "smoothed" set of limits that keeps the peak of short
/// moves low (<c>minimum_cruise_ratio</c>). Moves are executed as soon as nothing that may come can change them.
/// </summary>
sealed class KlipperPlanner(MotionSettings settings, TimelineBuilder timeline) : MotionPlanner(settings, timeline)
{
    /// <summary>Klipper flushes by time; a bound keeps memory constant for paths that only ever accelerate.</summary>
    const int MaxQueue = 2048;

    KlipperMove[] _queue = new KlipperMove[128];
    int _count;

    public override void Add(in PlannedMove move)
    {
        if (_count == MaxQueue)
            Flush(lazily: true);
        if (_count == MaxQueue)
            Flush(lazily: false);
        if (_count == _queue.Length)
            Array.Resize(ref _queue, _count * 2);
        ref KlipperMove added = ref _queue[_count];
        added.Fill(move, Settings);
        if (_count > 0)
            added.Join(_queue[_count - 1]);
        _count++;

        // The real queue looks again after a quarter of a second of motion; any spacing gives the same plan.
        if (_count % 64 == 0)
            Flush(lazily: true);
    }

    public override void Drain() => Flush(lazily: false);

    /// <summary>
    /// From the newest move back. Each move can start as fast as it can still stop; where a move could also be reached by acceleration
    /// alone, the plan before it is final.
    /// </summary>
    void Flush(bool lazily)
    {
        bool updateFlushCount = lazily;
        int flushCount = _count;
        int delayedCount = 0;
        double nextEndSqr = 0, nextSmoothedSqr = 0, peakCruiseSqr = 0;
        for (int i = _count - 1; i >= 0; i--)
        {
            ref KlipperMove move = ref _queue[i];
            double reachableStartSqr = nextEndSqr + move.DeltaSqr;
            double startSqr = Math.Min(move.MaxStartSqr, reachableStartSqr);
            double reachableSmoothedSqr = nextSmoothedSqr + move.SmoothDeltaSqr;
            double smoothedSqr = Math.Min(move.MaxSmoothedSqr, reachableSmoothedSqr);
            if (smoothedSqr < reachableSmoothedSqr)
            {
                // This move can accelerate: it holds a peak.
                if (smoothedSqr + move.SmoothDeltaSqr > nextSmoothedSqr || delayedCount > 0)
                {
                    if (updateFlushCount && peakCruiseSqr > 0)
                    {
                        flushCount = i;
                        updateFlushCount = false;
                    }

                    peakCruiseSqr = Math.Min(move.MaxCruiseSqr, (smoothedSqr + reachableSmoothedSqr) * 0.5);
                    if (!updateFlushCount && i < flushCount)
                        PlanDelayed(i + 1, delayedCount, peakCruiseSqr);
                    delayedCount = 0;
                }

                if (!updateFlushCount && i < flushCount)
                {
                    double cruiseSqr = Math.Min(Math.Min((startSqr + reachableStartSqr) * 0.5, move.MaxCruiseSqr), peakCruiseSqr);
                    move.Plan(Math.Min(startSqr, cruiseSqr), cruiseSqr, Math.Min(nextEndSqr, cruiseSqr));
                }
            }
            else
            {
                delayedCount++;
                move.PendingStartSqr = startSqr;
                move.PendingEndSqr = nextEndSqr;
            }

            nextEndSqr = startSqr;
            nextSmoothedSqr = smoothedSqr;
        }

        if (updateFlushCount || flushCount == 0)
            return;
        Execute(flushCount);
    }

    /// <summary>Moves that only brake, after a peak: they cruise no faster than the peak, and each no faster than the one before it.</summary>
    void PlanDelayed(int first, int count, double peakCruiseSqr)
    {
        double cruiseSqr = peakCruiseSqr;
        for (int i = first; i < first + count; i++)
        {
            ref KlipperMove move = ref _queue[i];
            cruiseSqr = Math.Min(cruiseSqr, move.PendingStartSqr);
            move.Plan(cruiseSqr, cruiseSqr, Math.Min(move.PendingEndSqr, cruiseSqr));
        }
    }

    void Execute(int count)
    {
        for (int i = 0; i < count; i++)
        {
            ref KlipperMove move = ref _queue[i];
            Executed(move.Seconds(), move.Line, move.FilamentMm, move.ToolOn);
        }

        Array.Copy(_queue, count, _queue, 0, _count - count);
        _count -= count;
    }
}
