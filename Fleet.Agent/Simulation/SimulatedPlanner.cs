namespace Fleet.Agent.Simulation;

/// <summary>
/// A ring of moves with real motion time: junction deviation at the corners, look-ahead over what is queued, the executing move frozen.
/// With 16 slots 15 are usable, as in Marlin and GRBL; when they are full the next move has to wait.
/// </summary>
sealed class SimulatedPlanner(Profile profile)
{
    readonly Queue<PlannedBlock> _queue = new();
    readonly int _usable = Math.Max(2, profile.Firmware.PlannerBlocks - 1);
    PlannedBlock? _last, _running;
    double _speedFactor = 1;

    /// <summary>X, Y, Z and filament of the end of the queue, mm.</summary>
    internal double[] Planned { get; } = new double[4];

    internal int Free => _usable - _queue.Count - (_running == null ? 0 : 1);

    internal bool Empty => _running == null && _queue.Count == 0;

    /// <summary>Seconds that the planner was empty between two moves.</summary>
    internal double StarvedSeconds { get; private set; }

    /// <summary>Seconds in which it moved.</summary>
    internal double MovingSeconds { get; private set; }

    internal bool Held { get; private set; }

    /// <summary>When the running move ends; infinite when none runs or the feed is held.</summary>
    internal double NextEnd => _running == null || Held ? double.PositiveInfinity : _running.EndsAt;

    /// <summary>Feed override; 1 is as programmed. Takes effect from the next move.</summary>
    internal double SpeedFactor { get => _speedFactor; set => _speedFactor = Math.Clamp(value, 0.1, 10); }

    /// <param name="target">X, Y, Z, E, absolute, mm.</param>
    /// <param name="feed">mm/s.</param>
    internal void Add(double[] target, double feed, double now)
    {
        var delta = new double[4];
        for (int i = 0; i < 4; i++)
            delta[i] = target[i] - Planned[i];
        double length = Math.Sqrt(delta[0] * delta[0] + delta[1] * delta[1] + delta[2] * delta[2]);
        if (length < 1e-6)
            length = Math.Abs(delta[3]);
        if (length < 1e-6)
        {
            target.CopyTo(Planned, 0);
            return;
        }
        double nominal = Math.Max(0.01, feed * _speedFactor), acceleration = double.MaxValue;
        Span<double> maxFeed = [profile.Motion.MaxFeedMmPerS.X, profile.Motion.MaxFeedMmPerS.Y, profile.Motion.MaxFeedMmPerS.Z, profile.Motion.MaxFeedMmPerS.E];
        var axes = profile.Motion.MaxAccelerationMmPerS2;
        Span<double> maxAcceleration = [axes.X, axes.Y, axes.Z, axes.E];
        for (int i = 0; i < 4; i++)
        {
            double share = Math.Abs(delta[i]) / length;
            if (share < 1e-9 || maxFeed[i] <= 0)
                continue;
            nominal = Math.Min(nominal, maxFeed[i] / share);
            acceleration = Math.Min(acceleration, maxAcceleration[i] / share);
        }
        if (profile.Motion.PrintAccelerationMmPerS2 is { } print)
            acceleration = Math.Min(acceleration, print);
        if (acceleration is double.MaxValue or <= 0)
            acceleration = 1000;
        var block = new PlannedBlock
        {
            From = [.. Planned],
            To = target,
            Length = length,
            Nominal = nominal,
            Acceleration = acceleration,
            CornerLimit = Empty || _last == null ? 0 : Corner(_last, delta, length, nominal, acceleration),
        };
        _last = block;
        target.CopyTo(Planned, 0);
        _queue.Enqueue(block);
        if (_running == null && !Held)
        {
            StarvedSeconds += Math.Max(0, now - _idleSince);
            StartNext(now);
        }
    }

    double _idleSince = double.PositiveInfinity;

    /// <summary>Ends and starts moves up to this moment.</summary>
    internal void Advance(double now)
    {
        while (!Held && _running is { } done && done.EndsAt <= now)
        {
            MovingSeconds += done.EndsAt - done.StartsAt;
            _running = null;
            if (_queue.Count > 0)
                StartNext(done.EndsAt);
            else
                _idleSince = done.EndsAt;
        }
    }

    /// <summary>The head's place at this moment, mm.</summary>
    internal double[] PositionAt(double now)
    {
        if (_running is not { } block)
            return _queue.TryPeek(out var first) ? first.From : Planned;
        double done = Held ? _heldAt : Math.Clamp((now - block.StartsAt) / Math.Max(1e-9, block.EndsAt - block.StartsAt), 0, 1);
        var at = new double[4];
        for (int i = 0; i < 4; i++)
            at[i] = block.From[i] + (block.To[i] - block.From[i]) * done;
        return at;
    }

    double _heldAt;

    internal void Hold(double now)
    {
        Held = true;
        if (_running is { } block)
            _heldAt = Math.Clamp((now - block.StartsAt) / Math.Max(1e-9, block.EndsAt - block.StartsAt), 0, 1);
    }

    internal void Continue(double now)
    {
        if (!Held)
            return;
        Held = false;
        if (_running is { } block)
        {
            double duration = block.EndsAt - block.StartsAt;
            block.StartsAt = now - duration * _heldAt;
            block.EndsAt = block.StartsAt + duration;
        }
        else if (_queue.Count > 0)
            StartNext(now);
    }

    /// <summary>Forgets every move and stands where the head is.</summary>
    internal void Clear(double now)
    {
        PositionAt(now).CopyTo(Planned, 0);
        _queue.Clear();
        _running = _last = null;
        Held = false;
        _idleSince = double.PositiveInfinity;
    }

    /// <summary>Declares where the head is, after homing or G92.</summary>
    internal void SetPosition(int axis, double mm) => Planned[axis] = mm;

    /// <summary>The program waits on purpose: an empty planner is no starvation.</summary>
    internal void ExpectIdle() => _idleSince = double.PositiveInfinity;

    void StartNext(double now)
    {
        var block = _queue.Dequeue();
        // Backward over what is queued now: the last move ends standing.
        double exit = 0;
        foreach (var later in _queue.Reverse())
            exit = Math.Min(Math.Min(later.CornerLimit, later.Nominal), Math.Sqrt(exit * exit + 2 * later.Acceleration * later.Length));
        double reachable = Math.Sqrt(block.Entry * block.Entry + 2 * block.Acceleration * block.Length);
        exit = Math.Min(exit, Math.Min(reachable, block.Nominal));
        if (_queue.TryPeek(out var next))
            next.Entry = exit;
        block.StartsAt = now;
        block.EndsAt = now + block.Duration(block.Entry, exit);
        _running = block;
    }

    /// <summary>v² = a·j·s/(1−s), s the sine of half the corner's angle.</summary>
    double Corner(PlannedBlock before, double[] delta, double length, double nominal, double acceleration)
    {
        double cosine = 0;
        for (int i = 0; i < 3; i++)
            cosine -= (before.To[i] - before.From[i]) / before.Length * (delta[i] / length);
        double limit = Math.Min(before.Nominal, nominal);
        if (cosine < -0.999999)
            return limit;
        double s = Math.Sqrt(Math.Max(0, (1 - cosine) / 2));
        return s > 0.999999 ? limit : Math.Min(limit, Math.Sqrt(acceleration * profile.Motion.JunctionDeviationMm * s / (1 - s)));
    }
}
