using System.Numerics;
using Fleet.Core.Scheduling.Planning;

namespace Fleet.Bench.Plan;

/// <summary>
/// A bound that no plan can go below, for whole runs that begin when somebody is there: machines of equal speed that need equal hands are
/// one kind, and that a kind's machines are full, or a circuit, is not forbidden but has a price (Lagrangian relaxation of the time-indexed
/// formulation; Held and Karp's subgradient with Polyak's step):
/// <code>
///   bound = sum over runs of the least (own price + prices of the slots that it takes) − sum of price x capacity
/// </code>
/// Every set of prices gives a valid bound; set-ups count nothing in it.
/// </summary>
sealed class PlanBound
{
    readonly PlanModel _model;
    readonly LaneModel[][] _kinds;
    readonly List<Choice>[] _choices;
    readonly double[][] _slotPrice, _circuitPrice;
    readonly float[][] _until;
    readonly int[][] _taken;

    /// <summary>A run on a kind: the price of every start from the first possible one on, infinite where it cannot begin.</summary>
    readonly record struct Choice(int Kind, int Duration, int First, float[] Price);

    /// <param name="price">What a run costs on a machine by its start; the engine's own price without it.</param>
    /// <param name="latestEnd">By run: the slot at which it must be ready; none without it.</param>
    public PlanBound(PlanningProblem problem, Func<LaneModel, int, int, double>? price = null, Func<int, int>? latestEnd = null)
    {
        _model = ModelBuilder.Build(problem);
        _kinds = [.. _model.Lanes.GroupBy(lane => (string.Join(',', problem.Machines[lane.Index].Tags), problem.Machines[lane.Index].SpeedPermille, lane.AutoEject,
                // Where power is the price, machines of other power are another kind.
                price is null ? 0 : lane.PowerW))
            .Select(kind => kind.OrderBy(lane => lane.PowerW).ToArray())];
        _slotPrice = [.. _kinds.Select(_ => new double[_model.T])];
        _circuitPrice = [.. _model.CircuitCapW.Select(_ => new double[_model.T])];
        _until = [.. _kinds.Select(_ => new float[_model.T + 1])];
        _taken = [.. _kinds.Select(_ => new int[_model.T + 1])];
        _choices = [.. Enumerable.Range(0, _model.R).Select(run => _model.Placeable[run] ? Choices(run, price, latestEnd?.Invoke(run) ?? _model.T) : [])];
    }

    List<Choice> Choices(int run, Func<LaneModel, int, int, double>? price, int latestEnd)
    {
        var found = new List<Choice>();
        var own = new int[_model.T];
        for (var k = 0; k < _kinds.Length; k++)
        {
            // The least thirsty machine of a kind stands for all.
            var lane = _kinds[k][0];
            int duration = _model.Duration[run * _model.M + lane.Index], fit = _model.Fit[run * _model.M + lane.Index];
            if (duration == 0)
                continue;
            RunPricing.Fill(_model, lane, run, own);
            var starts = Enumerable.Range(0, _model.T).Where(t => t >= lane.FreeAt && own[t] < LaneTable.Never && t + duration <= latestEnd
                && lane.MayStart[t] && lane.RunsUntil[t] >= t + fit && (lane.AutoEject || lane.HandsBack[t] >= 0)).ToList();
            if (starts.Count == 0)
                continue;
            var prices = new float[starts[^1] - starts[0] + 1];
            Array.Fill(prices, float.PositiveInfinity);
            foreach (var t in starts)
                prices[t - starts[0]] = (float)(price?.Invoke(lane, duration, t) ?? own[t]);
            found.Add(new(k, duration, starts[0], prices));
        }
        return found;
    }

    /// <param name="upper">What some plan costs: how far the first steps go.</param>
    public double Compute(double upper, int steps)
    {
        const int Patience = 60;
        var (best, share, stuck) = (double.MinValue, 1.0, 0);
        double[][] bestSlots = Copy(_slotPrice), bestCircuits = Copy(_circuitPrice);
        for (var step = 0; step < steps && share > 1e-4; step++)
        {
            var value = Value();
            if (value > best)
            {
                (best, stuck) = (value, 0);
                (bestSlots, bestCircuits) = (Copy(_slotPrice), Copy(_circuitPrice));
            }
            else if (++stuck >= Patience)
            {
                (share, stuck) = (share * 0.7, 0);
                Return(bestSlots, _slotPrice);
                Return(bestCircuits, _circuitPrice);
                continue;
            }
            Climb(share * Math.Max(1, upper - value));
        }
        return best;
    }

    double Value()
    {
        var value = 0.0;
        for (var k = 0; k < _kinds.Length; k++)
        {
            Array.Clear(_taken[k]);
            var sum = 0.0;
            for (var t = 0; t < _model.T; t++)
            {
                _until[k][t] = (float)sum;
                value -= _slotPrice[k][t] * _kinds[k].Length;
                sum += _slotPrice[k][t];
                foreach (var circuit in _kinds[k][0].Circuits)
                    sum += _circuitPrice[circuit][t] * _kinds[k][0].PowerW;
            }
            _until[k][_model.T] = (float)sum;
        }
        for (var circuit = 0; circuit < _circuitPrice.Length; circuit++)
            value -= _circuitPrice[circuit].Sum() * _model.CircuitCapW[circuit];
        foreach (var choices in _choices)
            value += choices.Count == 0 ? 0 : Least(choices);
        return value;
    }

    double Least(List<Choice> choices)
    {
        var (least, kind, start, end) = (float.PositiveInfinity, 0, 0, 0);
        foreach (var choice in choices)
        {
            var until = _until[choice.Kind];
            for (var i = 0; i < choice.Price.Length; i += Vector<float>.Count)
            {
                if (i + Vector<float>.Count <= choice.Price.Length && !Vector.LessThanAny(new Vector<float>(choice.Price, i)
                    + new Vector<float>(until, choice.First + i + choice.Duration) - new Vector<float>(until, choice.First + i), new Vector<float>(least)))
                    continue;
                for (var j = i; j < Math.Min(choice.Price.Length, i + Vector<float>.Count); j++)
                    if (choice.Price[j] + until[choice.First + j + choice.Duration] - until[choice.First + j] is var price && price < least)
                        (least, kind, start, end) = (price, choice.Kind, choice.First + j, choice.First + j + choice.Duration);
            }
        }
        _taken[kind][start]++;
        _taken[kind][end]--;
        return least;
    }

    /// <summary>Dearer where more is taken than there is, cheaper where less is; never below nothing.</summary>
    void Climb(double rise)
    {
        // A circuit's watts weigh as much as machines do.
        const double Watts = 1 / 300.0;
        var excess = _kinds.Select(_ => new double[_model.T]).ToArray();
        var excessW = _circuitPrice.Select((_, circuit) => Enumerable.Repeat(-_model.CircuitCapW[circuit] * Watts, _model.T).ToArray()).ToArray();
        for (var k = 0; k < _kinds.Length; k++)
            for (int t = 0, busy = 0; t < _model.T; t++)
            {
                busy += _taken[k][t];
                excess[k][t] = busy - _kinds[k].Length;
                foreach (var circuit in _kinds[k][0].Circuits)
                    excessW[circuit][t] += busy * _kinds[k][0].PowerW * Watts;
            }
        var norm = Norm(excess, _slotPrice) + Norm(excessW, _circuitPrice);
        if (norm == 0)
            return;
        Step(excess, _slotPrice, rise / norm);
        Step(excessW, _circuitPrice, rise / norm * Watts);
    }

    static double Norm(double[][] excess, double[][] prices) =>
        excess.Zip(prices).Sum(pair => pair.First.Zip(pair.Second).Sum(slot => slot.First < 0 && slot.Second <= 0 ? 0 : slot.First * slot.First));

    static void Step(double[][] excess, double[][] prices, double step)
    {
        for (var k = 0; k < prices.Length; k++)
            for (var t = 0; t < prices[k].Length; t++)
                prices[k][t] = Math.Max(0, prices[k][t] + step * excess[k][t]);
    }

    static double[][] Copy(double[][] prices) => [.. prices.Select(slots => slots.ToArray())];

    static void Return(double[][] from, double[][] to)
    {
        for (var k = 0; k < to.Length; k++)
            from[k].CopyTo(to[k], 0);
    }
}
