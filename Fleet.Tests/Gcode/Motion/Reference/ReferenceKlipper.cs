namespace Fleet.Tests.Gcode.Motion.Reference;

/// <summary>
/// Klipper's planner over a whole stretch at once: every limit of every move first, then one pass back. No queue, no flushing, no bound.
/// </summary>
static class ReferenceKlipper
{
    /// <summary>instantaneous_corner_velocity of the extruder as shipped, mm/s.</summary>
    const double ExtruderCorner = 1;

    public static double Seconds(IReadOnlyList<ReferenceMove> moves)
    {
        Block[] blocks = [.. moves.Select(move => new Block(move))];
        for (int i = 1; i < blocks.Length; i++)
            blocks[i].Join(blocks[i - 1]);
        Plan(blocks);
        return blocks.Sum(block => block.Seconds());
    }

    static void Plan(Block[] blocks)
    {
        double end = 0, smoothEnd = 0, peak = 0;
        int braking = 0;
        for (int i = blocks.Length - 1; i >= 0; i--)
        {
            Block block = blocks[i];
            double reachable = end + block.Gain, start = Math.Min(block.Start, reachable);
            double smoothReachable = smoothEnd + block.SmoothGain, smoothStart = Math.Min(block.SmoothStart, smoothReachable);
            (block.PlannedStart, block.PlannedEnd) = (start, end);
            if (smoothStart < smoothReachable)
            {
                if (smoothStart + block.SmoothGain > smoothEnd || braking > 0)
                {
                    peak = Math.Min(block.Cruise, (smoothStart + smoothReachable) / 2);
                    double ceiling = peak;
                    for (int later = i + 1; later <= i + braking; later++)
                    {
                        ceiling = Math.Min(ceiling, blocks[later].PlannedStart);
                        blocks[later].Set(ceiling);
                    }

                    braking = 0;
                }

                block.Set(Math.Min(Math.Min((start + reachable) / 2, block.Cruise), peak));
            }
            else
                braking++;
            (end, smoothEnd) = (start, smoothStart);
        }
    }

    /// <summary>Speeds are squared, (mm/s)².</summary>
    sealed class Block
    {
        readonly ReferenceMove _move;
        readonly double[] _unit;
        readonly double _accel, _corner;
        double _cruise, _from, _to;

        public Block(ReferenceMove move)
        {
            _move = move;
            ReferenceLimits limits = move.Limits;
            double length = move.LengthMm, path = Math.Min(limits.Print, limits.MaxAccel[0]);
            _unit = [.. move.Delta.Select(part => part / length)];
            double speed = move.FeedMmPerS;
            _accel = path;
            if (move.OnlyExtruder)
                (speed, _accel) = (Math.Min(speed, limits.MaxFeed[3]), limits.MaxAccel[3]);
            else
            {
                double rise = Math.Abs(_unit[2]), extrusion = Math.Abs(_unit[3]);
                speed = Math.Min(speed, limits.MaxFeed[0]);
                if (rise > 0)
                    (speed, _accel) = (Math.Min(speed, limits.MaxFeed[2] / rise), Math.Min(_accel, limits.MaxAccel[2] / rise));
                if (extrusion > 0 && (_unit[3] < 0 || (_unit[0] == 0 && _unit[1] == 0)))
                    (speed, _accel) = (Math.Min(speed, limits.MaxFeed[3] / extrusion), Math.Min(_accel, limits.MaxAccel[3] / extrusion));
            }

            Cruise = speed * speed;
            Gain = 2 * length * _accel;
            SmoothGain = Math.Min(Gain, 2 * length * path * (1 - limits.CruiseRatio));
            _corner = limits.SquareCorner * limits.SquareCorner * (Math.Sqrt(2) - 1) / path * _accel;
        }

        public double Cruise { get; }
        public double Gain { get; }
        public double SmoothGain { get; }
        public double Start { get; private set; }
        public double SmoothStart { get; private set; }
        public double PlannedStart { get; set; }
        public double PlannedEnd { get; set; }

        public void Join(Block before)
        {
            if (_move.OnlyExtruder || before._move.OnlyExtruder)
                return;
            double start = Math.Min(Math.Min(Cruise, before.Cruise), before.Start + before.Gain);
            double ratio = Math.Abs(_unit[3] - before._unit[3]);
            if (ratio > 0)
                start = Math.Min(start, Math.Pow(ExtruderCorner / ratio, 2));

            // The angle between the way back and the way on.
            double cosine = Math.Clamp(-(_unit[0] * before._unit[0] + _unit[1] * before._unit[1] + _unit[2] * before._unit[2]), -1, 1);
            double half = Math.Acos(cosine) / 2, sine = Math.Sin(half);
            if (sine < 1 - 1e-15 && Math.Cos(half) > 1e-9)
            {
                start = Math.Min(start, Math.Min(_corner, before._corner) * sine / (1 - sine));
                start = Math.Min(start, Math.Min(Gain, before.Gain) * Math.Tan(half) / 4);
            }

            Start = start;
            SmoothStart = Math.Min(start, before.SmoothStart + before.SmoothGain);
        }

        public void Set(double cruise) =>
            (_from, _cruise, _to) = (Math.Min(PlannedStart, cruise), cruise, Math.Min(PlannedEnd, cruise));

        public double Seconds()
        {
            double from = Math.Sqrt(_from), cruise = Math.Sqrt(_cruise), to = Math.Sqrt(_to);
            double up = (_cruise - _from) / (2 * _accel), down = (_cruise - _to) / (2 * _accel);
            return (cruise - from) / _accel + (cruise - to) / _accel + Math.Max(0, _move.LengthMm - up - down) / cruise;
        }
    }
}
