namespace Fleet.Core.Gcode.Motion;

/// <summary>
/// The look-ahead of Marlin and GRBL: a ring of few blocks, fed as fast as places become free. A block that begins to run is planned
/// with what is known at that moment, and everything in the ring must be able to stop at its end; short segments are therefore
/// slower than an endless look-ahead would have it.
/// </summary>
/// <remarks>
/// <code>
///   running   next                          newest
///     [0]──────[1]──────[2]── … ──[n-1]──────► must end at rest
///        entry of [1] is fixed once [0] runs    ◄── backward pass: entry² = min(corner², exit² + 2·a·length)
/// </code>
/// The forward pass (a block cannot end faster than it can accelerate to) needs no loop: it is applied when a block begins to run.
/// </remarks>
/// <param name="blocksAhead">Blocks that are known when a block begins to run, that block included.</param>
sealed class WindowPlanner<TRule>(MotionSettings settings, TimelineBuilder timeline, int blocksAhead, TRule rule)
    : MotionPlanner(settings, timeline)
    where TRule : struct, ICornerRule
{
    readonly PlannerBlock[] _ring = new PlannerBlock[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(blocksAhead, 2, 4096) + 1)];
    readonly int _capacity = Math.Clamp(blocksAhead, 2, 4096);
    TRule _rule = rule;
    int _head;
    int _count;
    double _speedSqr;
    double _speed;
    bool _moving;

    public override void Add(in PlannedMove move)
    {
        PlannedMove stepped = move;
        if (_rule.TryStep(ref stepped, Settings))
            Queue(stepped);
    }

    void Queue(in PlannedMove move)
    {
        int mask = _ring.Length - 1;
        ref PlannerBlock block = ref _ring[(_head + _count) & mask];
        block.Length = move.LengthMm;
        block.Line = move.Line;
        block.ToolOn = move.ToolOn;
        block.FilamentMm = move.FilamentMm;
        _rule.Prepare(move, Settings, !_moving, ref block);
        bool first = !_moving;
        _moving = true;
        _count++;
        PlanBackwards(mask);
        if (first)
        {
            // What may begin a standstill with a jump (classic jerk) does.
            _speedSqr = block.EntrySqr;
            _speed = Math.Sqrt(_speedSqr);
        }

        if (_count >= _capacity)
            ExecuteOldest(mask);
    }

    public override void Drain()
    {
        int mask = _ring.Length - 1;
        while (_count > 0)
            ExecuteOldest(mask);
        _speed = _speedSqr = 0;
        _moving = false;
    }

    /// <summary>From the newest block back, until a block's entry does not change: what is before it cannot change either.</summary>
    void PlanBackwards(int mask)
    {
        int at = _head + _count - 1;
        ref PlannerBlock newest = ref _ring[at & mask];
        double entrySqr = Math.Min(newest.MaxEntrySqr, _rule.RestSqr + 2 * newest.Accel * newest.Length);
        newest.EntrySqr = entrySqr;
        while (--at > _head)
        {
            ref PlannerBlock block = ref _ring[at & mask];
            entrySqr = Math.Min(block.MaxEntrySqr, entrySqr + 2 * block.Accel * block.Length);
            if (entrySqr == block.EntrySqr)
                break;
            block.EntrySqr = entrySqr;
        }
    }

    void ExecuteOldest(int mask)
    {
        ref PlannerBlock block = ref _ring[_head & mask];
        double reachableSqr = _speedSqr + 2 * block.Accel * block.Length;
        double wantedSqr = _count > 1 ? _ring[(_head + 1) & mask].EntrySqr : _rule.RestSqr;
        double exitSqr = Math.Min(reachableSqr, wantedSqr);
        double exit = Math.Sqrt(exitSqr);

        // The older jerk lets the next block begin faster than this one may go; this one then ends at its own speed.
        double end = Math.Min(exit, block.Nominal);
        double seconds = BlockSeconds(block.Length, _speedSqr, _speed, end * end, end, block.Nominal, block.Accel);
        _speedSqr = exitSqr;
        _speed = exit;
        _head = (_head + 1) & mask;
        _count--;
        Executed(seconds, block.Line, block.FilamentMm, block.ToolOn);
    }
}
