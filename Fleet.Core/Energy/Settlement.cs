using MathNet.Numerics.LinearAlgebra;

namespace Fleet.Core.Energy;

/// <summary>
/// Divides metered intervals among what happened in them. What one run did in one state has one average power, unknown but the same
/// in all intervals, so the intervals of a meter are solved together: a minute in which the neighbour stood still teaches what the
/// minute beside it was worth. The shares of each interval always add up to the meter.
/// </summary>
public static class Settlement
{
    /// <summary>How far the power of one minute lies from its spell's average, relative: heaters switch, axes brake.</summary>
    const double FlickerOfAMinute = 0.13;

    /// <summary>Average power that something unknown behind a circuit's meter may well draw, W.</summary>
    const double UnknownLoadW = 1000;

    /// <summary>Shorter spells say nothing about a state, seconds.</summary>
    public const double ShortestSpellSeconds = 20;

    /// <param name="intervals">Of one meter, by time.</param>
    /// <param name="books">What is believed of a machine's power behind this meter.</param>
    /// <param name="before">The last segment before these intervals when there was one cause, for whoever goes on pays no second step of the counter.</param>
    /// <param name="beforeWh">What it has drawn without a break.</param>
    public static (IReadOnlyList<Settled> Settled, IReadOnlyList<Spell> Spells) Of(
        IReadOnlyList<MeteredInterval> intervals, Func<string, PowerBook> books, CounterTraits traits, Segment? before = null, double beforeWh = 0)
    {
        if (intervals.Count == 0)
            return ([], []);
        return intervals is [{ IsPure: true } only]
            ? ([new(only, [Whole(only, traits, Same(before, only.Segments[0]) ? beforeWh : null)])], [])
            : new Joint(intervals, books, traits, before).Solve();
    }

    static bool Same(Segment? before, Segment next) => before is not null && before.MachineId == next.MachineId && before.RunId == next.RunId;

    /// <summary>
    /// One segment takes all. Its range is by how much the range of the whole stretch has grown: the class counts with the energy, the
    /// counter's step once.
    /// </summary>
    /// <param name="soFarWh">What the same cause has drawn without a break until here; null where it begins.</param>
    static Share Whole(MeteredInterval interval, CounterTraits traits, double? soFarWh)
    {
        var wh = interval.OwnWh;
        double Half(double stretchWh) =>
            Math.Sqrt(Math.Pow(Quantiles.Limit95 * traits.Accuracy * stretchWh, 2) + Math.Pow(Quantiles.Step95 * StepWh(interval), 2));
        var halfWh = Half((soFarWh ?? 0) + wh + interval.BookedBehindWh) - (soFarWh is { } until ? Half(until) : 0);
        return new(interval.Segments[0], wh, Math.Max(0, wh - halfWh), wh + halfWh, Basis.Metered);
    }

    static double StepWh(MeteredInterval interval) => Math.Max(interval.From.ResolutionWh, interval.To.ResolutionWh);

    sealed class Joint(IReadOnlyList<MeteredInterval> intervals, Func<string, PowerBook> books, CounterTraits traits, Segment? before)
    {
        readonly List<(int Interval, Segment Segment, double Hours)> _parts =
            [.. intervals.SelectMany((interval, index) => interval.Segments.Select(segment => (index, segment, segment.Hours)))];

        public (IReadOnlyList<Settled>, IReadOnlyList<Spell>) Solve()
        {
            var model = Vector<double>.Build.Dense(_parts.Count, part => MeanW(_parts[part].Segment) * _parts[part].Hours);
            var covariance = Covariance();
            var sees = Matrix<double>.Build.Dense(intervals.Count, _parts.Count, (interval, part) => _parts[part].Interval == interval ? 1 : 0);
            var metered = Vector<double>.Build.Dense(intervals.Count, interval => ToDivideWh(intervals[interval], sees, model, interval));
            var (posterior, remaining) = Reconciliation.Solve(model, covariance, sees, metered, Vector<double>.Build.Dense(intervals.Count));
            var wh = posterior.ToArray();
            Clip(wh, metered);
            var halfWh = Ranges(wh, remaining);
            return (Shares(wh, halfWh, metered), Spells(posterior, remaining));
        }

        double MeanW(Segment segment) => segment.MachineId is { } machineId ? books(machineId)[segment.Phase].MeanW : 0;

        /// <summary>
        /// Of two parts of one machine in one state: what is unknown of its mean; of one run's also what this run has of its own; of a part
        /// with itself also the flicker, which averages out with time.
        /// </summary>
        Matrix<double> Covariance() => Matrix<double>.Build.Dense(_parts.Count, _parts.Count, (row, column) =>
        {
            var (left, right) = (_parts[row], _parts[column]);
            if (left.Segment.MachineId != right.Segment.MachineId)
                return 0;
            if (left.Segment.MachineId is not { } machineId)
                return row == column ? Square(UnknownLoadW * left.Hours) : 0;
            if (left.Segment.Unknown || right.Segment.Unknown)
                return row == column ? Square((books(machineId)[RunPhase.Processing].MeanW - MeanW(left.Segment)) / 2 * left.Hours) + Square(left.Hours) : 0;
            if (left.Segment.Phase != right.Segment.Phase)
                return 0;
            var belief = books(machineId)[left.Segment.Phase];
            var common = belief.MeanVarianceW2 + (left.Segment.RunId == right.Segment.RunId ? belief.SpreadW2 : 0);
            return common * left.Hours * right.Hours + (row == column ? Square(FlickerOfAMinute * belief.MeanW) * left.Hours / 60 : 0);
        });

        /// <summary>A jump is no energy: there the model speaks, within what can have flowed.</summary>
        static double ToDivideWh(MeteredInterval interval, Matrix<double> sees, Vector<double> model, int index) =>
            interval.Energy.Oddity == CounterOddity.Jump
                ? Math.Clamp(sees.Row(index) * model, 0, Math.Min(interval.OwnWh, interval.Energy.PossibleWh))
                : interval.OwnWh;

        void Clip(double[] wh, Vector<double> metered)
        {
            for (int first = 0; first < wh.Length;)
            {
                var last = first;
                while (last + 1 < wh.Length && _parts[last + 1].Interval == _parts[first].Interval)
                    last++;
                double[] hours = [.. _parts[first..(last + 1)].Select(part => part.Hours)];
                Reconciliation.ClipAndRedistribute(wh.AsSpan(first, last + 1 - first), metered[_parts[first].Interval], hours);
                first = last + 1;
            }
        }

        /// <summary>Half widths that add up, over each run (and each machine's overhead), to the half width of its sum.</summary>
        double[] Ranges(double[] wh, Matrix<double> remaining)
        {
            var halfWh = new double[wh.Length];
            foreach (var group in Enumerable.Range(0, wh.Length).GroupBy(part => (_parts[part].Segment.MachineId, _parts[part].Segment.RunId)))
            {
                int[] members = [.. group];
                double variance = 0;
                foreach (var row in members)
                    foreach (var column in members)
                        variance += remaining[row, column];
                variance += members.Sum(part => UnseenVariance(part, wh[part]));
                var sumWh = members.Sum(part => wh[part]);
                var half = Math.Sqrt(Square(Quantiles.Normal95) * Math.Max(0, variance) + Square(Quantiles.Limit95 * traits.Accuracy * sumWh)
                    + Square(Quantiles.Step95) * StepSquares(members));
                var hours = members.Sum(part => _parts[part].Hours);
                foreach (var part in members)
                    halfWh[part] = half * (sumWh > 0 ? wh[part] / sumWh : hours > 0 ? _parts[part].Hours / hours : 1.0 / members.Length);
            }
            return halfWh;
        }

        /// <summary>Of a reset, the counter itself is known only within its bounds.</summary>
        double UnseenVariance(int part, double wh)
        {
            var interval = intervals[_parts[part].Interval];
            if (!interval.Energy.IsEstimate)
                return 0;
            var share = interval.OwnWh > 0 ? wh / interval.OwnWh : 1.0 / interval.Segments.Count;
            return Square(share * (interval.Energy.HighWh - interval.Energy.LowWh)) / 12;
        }

        /// <summary>The counter's step weighs once on each uninterrupted stretch.</summary>
        double StepSquares(int[] members)
        {
            double sum = 0;
            var previous = -2;
            foreach (var index in members.Select(part => _parts[part].Interval).Distinct())
            {
                if (index != previous + 1 && !(index == 0 && Same(before, _parts[members[0]].Segment)))
                    sum += Square(StepWh(intervals[index]));
                previous = index;
            }
            return sum;
        }

        List<Settled> Shares(double[] wh, double[] halfWh, Vector<double> metered)
        {
            var settled = new List<Settled>(intervals.Count);
            for (int index = 0, part = 0; index < intervals.Count; index++)
            {
                var interval = intervals[index];
                var shares = new List<Share>();
                var basis = interval.IsPure ? Basis.Metered : Basis.Split;
                for (; part < wh.Length && _parts[part].Interval == index; part++)
                    shares.Add(new(_parts[part].Segment, wh[part], Math.Max(0, wh[part] - halfWh[part]), wh[part] + halfWh[part], basis));
                if (interval.OwnWh - metered[index] is > 0 and var excessWh)
                    shares.Add(new(new(null, null, RunPhase.Standby, interval.From.AtMs, interval.To.AtMs), excessWh, 0, excessWh, Basis.Implausible));
                settled.Add(new(interval, shares));
            }
            return settled;
        }

        /// <summary>
        /// What the meter taught beyond what was believed: of each run's state, the posterior with the prior taken out again, so that no belief
        /// confirms itself.
        /// </summary>
        List<Spell> Spells(Vector<double> posterior, Matrix<double> remaining)
        {
            var spells = new List<Spell>();
            var teaching = Enumerable.Range(0, _parts.Count).Where(part => _parts[part].Segment is { MachineId: not null, Unknown: false }
                && intervals[_parts[part].Interval].Energy.Oddity is CounterOddity.None or CounterOddity.RolledOver or CounterOddity.Disagrees);
            foreach (var group in teaching.GroupBy(part => (_parts[part].Segment.MachineId, _parts[part].Segment.RunId, _parts[part].Segment.Phase)))
            {
                int[] members = [.. group];
                var hours = members.Sum(part => _parts[part].Hours);
                if (hours * 3600 < ShortestSpellSeconds)
                    continue;
                var belief = books(group.Key.MachineId!)[group.Key.Phase];
                double after = 0;
                foreach (var row in members)
                    foreach (var column in members)
                        after += remaining[row, column];
                after = Math.Max(after / (hours * hours), 1e-9);
                var prior = belief.NextVarianceW2 + Square(FlickerOfAMinute * belief.MeanW) / (60 * hours);
                var information = 1 / after - 1 / prior;
                if (information * prior < 0.05)
                    continue;
                var spellW = (members.Sum(part => posterior[part]) / hours / after - belief.MeanW / prior) / information;
                if (spellW >= 0)
                    spells.Add(new(group.Key.MachineId!, group.Key.Phase, spellW, 1 / information, hours * 3600));
            }
            return spells;
        }

        static double Square(double value) => value * value;
    }
}
