using Fleet.Core.Machines;

namespace Fleet.Tests.Gcode.Motion.Reference;

/// <summary>
/// Marlin's and GRBL's planner by brute force: whenever a block begins, everything known at that moment is planned anew, backwards from a
/// standstill. Moves are whole motor steps, as in the firmware, and too few of them wait for the next move.
/// </summary>
sealed class ReferenceRing(PlannerKind kind, bool olderJerk, int known)
{
    const double SlowestMmPerS = 0.05;
    const int FewestSteps = 6;

    static readonly double[] StepsPerMm = [80, 80, 400, 100];

    readonly bool _isGrbl = kind == PlannerKind.Grbl;

    public double Seconds(IReadOnlyList<ReferenceMove> moves)
    {
        List<Block> blocks = Blocks(moves);
        double seconds = 0, entry = blocks.Count > 0 ? FastestEntry(blocks, 0, 1) : 0;
        for (int i = 0; i < blocks.Count; i++)
        {
            Block block = blocks[i];
            double stoppable = FastestEntry(blocks, i + 1, Math.Min(blocks.Count, i + known));
            double exit = Math.Min(stoppable, Math.Sqrt(entry * entry + 2 * block.Accel * block.Length));
            seconds += block.Seconds(entry, exit);
            entry = exit;
        }

        return seconds;
    }

    /// <summary>The fastest entry of block <paramref name="at"/> from which everything before <paramref name="end"/> can still stop.</summary>
    static double FastestEntry(List<Block> blocks, int at, int end)
    {
        double speed = blocks[end - 1].Rest;
        for (int i = end - 1; i >= at; i--)
            speed = Math.Min(blocks[i].Corner, Math.Sqrt(speed * speed + 2 * blocks[i].Accel * blocks[i].Length));
        return speed;
    }

    List<Block> Blocks(IReadOnlyList<ReferenceMove> moves)
    {
        var blocks = new List<Block>();
        var wanted = new double[4];
        var stepped = new double[4];
        foreach (ReferenceMove move in moves)
        {
            for (int axis = 0; axis < 4; axis++)
                wanted[axis] += move.Delta[axis];
            ReferenceMove whole = move;
            if (!_isGrbl)
            {
                double[] steps = [.. wanted.Select((mm, axis) => Math.Round(mm * StepsPerMm[axis]) - stepped[axis])];
                if (steps.All(count => Math.Abs(count) < FewestSteps))
                    continue;
                whole = move with { Delta = [.. steps.Select((count, axis) => count / StepsPerMm[axis])] };
                for (int axis = 0; axis < 4; axis++)
                    stepped[axis] += steps[axis];
            }

            blocks.Add(Prepared(whole, blocks.Count > 0 ? blocks[^1] : null));
        }

        return blocks;
    }

    Block Prepared(ReferenceMove move, Block? before)
    {
        ReferenceLimits limits = move.Limits;
        double length = move.LengthMm;
        double[] u = [.. move.Delta.Select(part => part / length)];
        if (_isGrbl)
            u[3] = 0;
        double wantedAccel = _isGrbl ? 1e9 : move.OnlyExtruder ? limits.Retract : move.Delta[3] != 0 ? limits.Print : limits.Travel;
        double accel = ReferenceLimits.Along(wantedAccel, u, limits.MaxAccel);
        double nominal = ReferenceLimits.Along(move.Rapid ? 1e9 : move.FeedMmPerS, u, limits.MaxFeed);
        if (!_isGrbl)
            nominal = Math.Max(nominal, SlowestMmPerS);
        var block = new Block(length, nominal, accel, u, move);
        block.Safe = Safe(block);
        block.Rest = _isGrbl ? 0 : olderJerk ? block.Safe : SlowestMmPerS;
        block.Corner = kind switch
        {
            PlannerKind.MarlinClassicJerk when olderJerk => OlderJerk(block, before),
            PlannerKind.MarlinClassicJerk => Jerk(block, before),
            _ => Deviation(block, before),
        };
        if (!_isGrbl)
            block.Corner = Math.Max(block.Corner, SlowestMmPerS);
        return block;
    }

    double Deviation(Block block, Block? before)
    {
        if (before is null)
            return 0;
        double[] u = Direction(block), w = Direction(before);
        double cosine = -u.Zip(w, (a, b) => a * b).Sum();
        double slower = Math.Min(block.Nominal, before.Nominal);
        if (cosine > 0.999999)
            return 0;
        if (_isGrbl && cosine < -0.999999)
            return slower;
        cosine = Math.Max(cosine, -0.999999);
        double[] change = [.. u.Zip(w, (a, b) => a - b)];
        double norm = Math.Sqrt(change.Sum(part => part * part));
        if (norm > 0)
            change = [.. change.Select(part => part / norm)];
        double accel = ReferenceLimits.Along(_isGrbl ? 1e9 : block.Accel, change, block.Move.Limits.MaxAccel);
        if (!_isGrbl && block.Move.ArcRadiusMm is { } radius)
            return Math.Min(slower, Math.Sqrt(accel * radius));
        double half = Math.Sqrt((1 - cosine) / 2);
        double speed = Math.Sqrt(accel * block.Move.Limits.Deviation * half / (1 - half));
        if (!_isGrbl && block.Length < 1 && cosine < -Math.Sqrt(0.5))
            speed = Math.Min(speed, Math.Sqrt(block.Length * accel / (Math.PI - Math.Acos(cosine))));
        return Math.Min(slower, speed);
    }

    /// <summary>Marlin's directions are of length 1 in four dimensions while it extrudes.</summary>
    double[] Direction(Block block)
    {
        if (_isGrbl || block.Move.OnlyExtruder || block.Move.Delta[3] <= 0)
            return block.Unit;
        double length = Math.Sqrt(block.Unit.Sum(part => part * part));
        return [.. block.Unit.Select(part => part / length)];
    }

    static double Jerk(Block block, Block? before)
    {
        double slower = before is null ? block.Nominal : Math.Min(block.Nominal, before.Nominal), factor = 1;
        for (int axis = 0; axis < 4; axis++)
        {
            double change = Math.Abs(block.Unit[axis] - (before?.Unit[axis] ?? 0)) * slower;
            if (change > 0)
                factor = Math.Min(factor, block.Move.Limits.Jerk[axis] / change);
        }

        return slower * factor;
    }

    static double Safe(Block block)
    {
        double safe = block.Nominal;
        bool limited = false;
        for (int axis = 0; axis < 4; axis++)
        {
            double speed = Math.Abs(block.Unit[axis]) * block.Nominal, jerk = block.Move.Limits.Jerk[axis];
            if (speed <= jerk)
                continue;
            safe = Math.Min(safe, limited ? jerk * block.Nominal / speed : jerk);
            limited = true;
        }

        return safe;
    }

    /// <summary>Marlin to 2.1.2 and Prusa: the speed before the corner is lowered to the block's, never the block's to the one before.</summary>
    static double OlderJerk(Block block, Block? before)
    {
        if (before is null)
            return block.Safe;
        double slower = Math.Min(block.Nominal, before.Nominal), factor = 1;
        for (int axis = 0; axis < 4; axis++)
        {
            double leaves = before.Unit[axis] * slower, enters = block.Unit[axis] * block.Nominal;
            bool turns = leaves * enters < 0;
            double jump = turns ? Math.Max(Math.Abs(leaves), Math.Abs(enters)) : Math.Abs(leaves - enters);
            if (jump > block.Move.Limits.Jerk[axis])
                factor = Math.Min(factor, block.Move.Limits.Jerk[axis] / jump);
        }

        double speed = slower * factor;
        return before.Safe > 0.99 * speed && block.Safe > 0.99 * speed ? block.Safe : speed;
    }

    sealed class Block(double length, double nominal, double accel, double[] unit, ReferenceMove move)
    {
        public double Length { get; } = length;
        public double Nominal { get; } = nominal;
        public double Accel { get; } = accel;
        public double[] Unit { get; } = unit;
        public ReferenceMove Move { get; } = move;

        /// <summary>Fastest speed through the corner before the block.</summary>
        public double Corner { get; set; }

        /// <summary>Speed at which the last block may end.</summary>
        public double Rest { get; set; }

        public double Safe { get; set; }

        /// <summary>Up, along, down: three stretches, each at its mean speed.</summary>
        public double Seconds(double entry, double exit)
        {
            // The older jerk lets a block begin faster than the one before it may go.
            exit = Math.Min(exit, Nominal);
            double peak = Math.Min(Nominal, Math.Sqrt((entry * entry + exit * exit) / 2 + Accel * Length));
            peak = Math.Max(peak, Math.Max(entry, exit));
            double up = (peak * peak - entry * entry) / (2 * Accel), down = (peak * peak - exit * exit) / (2 * Accel);
            return Stretch(up, entry, peak) + Math.Max(0, Length - up - down) / peak + Stretch(down, peak, exit);
        }

        static double Stretch(double length, double from, double to) => length <= 0 ? 0 : 2 * length / (from + to);
    }
}
