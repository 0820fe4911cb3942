namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// The background improver: takes some runs out, puts them back at their cheapest places, and keeps the result by the rules of simulated
/// annealing; the ways of taking out earn their share by their success (adaptive large neighbourhood search, Ropke and Pisinger 2006).
/// Anytime, deterministic by seed and iteration budget, whole numbers only.
/// </summary>
sealed class RuinAndRecreate
{
    const int CheckEvery = 16, WeightEvery = 64, LeastWeight = 4, MostMachines = 8, CalmRuns = 200, MostTrials = 500;

    /// <summary>Runs of a plan up to which places are looked for with what others draw just now.</summary>
    const int MostExact = 400;

    /// <summary>A budget that is used up.</summary>
    const int Done = 65536;

    /// <summary>
    /// Up to this share of the budget circuits' room has a price (<see cref="CircuitScarcity"/>), which falls in so many steps from that many
    /// times what it is worth: what did best on the generator's workshops, where half and double of each did nearly as well.
    /// </summary>
    const int GuidedUntil = Done * 19 / 20, GuidedSteps = 72, DearestShare = 3 * Done;

    readonly PlanState _state;
    readonly PlanModel _model;
    readonly Ruining _ruining;
    readonly Exchanging _exchanging;
    readonly BestPlan _best;
    readonly int[] _weights = [40, 20, 20, 20, 10];
    readonly int[] _score = new int[5], _used = new int[5];
    readonly List<int> _removed = [];
    readonly int[] _machines;
    SearchRandom _random;
    CircuitScarcity? _scarcity;
    int _guidedTo;

    public RuinAndRecreate(PlanState state, int seed)
    {
        (_state, _model) = (state, state.Model);
        _random = new(seed);
        _ruining = new(state);
        _exchanging = new(state);
        _best = new(state);
        _machines = new int[_model.M];
    }

    public long Iterations { get; private set; }

    /// <summary>Leaves the best plan that was found in the state.</summary>
    /// <param name="improved">Told the cost of every better plan, as it is found.</param>
    public void Improve(ISearchBudget budget, Action<long>? improved, CancellationToken cancel)
    {
        var placeable = 0;
        for (var run = 0; run < _model.R; run++)
            placeable += _model.Placeable[run] ? 1 : 0;
        if (placeable == 0)
            return;
        // Begins where a rise by a fraction of one run's share of the cost is taken, ends where hardly a unit is. In large plans less
        // of it: their budget does not reach for wandering.
        var hot = Math.Max(2L << 16, (_state.Cost / placeable << 16) / 30 * Math.Min(CalmRuns, placeable) / placeable);
        var cold = Math.Max(1L << 14, hot / 100);
        var trials = Math.Min(MostTrials, placeable);
        long temperature = hot;
        BeginGuided();
        for (var iteration = 0L; ; iteration++, Iterations++)
        {
            if (iteration % CheckEvery == 0)
            {
                var progress = budget.Progress(iteration);
                if (progress >= Done || cancel.IsCancellationRequested)
                    break;
                temperature = Annealing.Temperature(hot, cold, Math.Max(0, progress));
                Guide(progress, improved);
            }
            if (iteration % WeightEvery == WeightEvery - 1)
                Learn();
            Step(temperature, improved);
            Exchange(trials, temperature, improved);
        }
        Guide(Done, improved);
        _best.Restore(_state);
    }

    void BeginGuided()
    {
        _scarcity = _model.CircuitCapW.Length > 0 ? new(_state) : null;
        if (_scarcity is { } scarcity && !scarcity.Measure())
            _scarcity = null;
        _guidedTo = -1;
    }

    /// <summary>Sets what a circuit's room is worth on top anew, less each time, and keeps the best plan by what it really costs.</summary>
    void Guide(int progress, Action<long>? improved)
    {
        if (_scarcity is not { } scarcity)
            return;
        Better(scarcity.TrueCost(), improved);
        var step = (int)((long)Math.Max(0, progress) * GuidedSteps / GuidedUntil);
        if (step == _guidedTo)
            return;
        if (_guidedTo >= 0)
            scarcity.Measure();
        _guidedTo = step;
        scarcity.Apply(step >= GuidedSteps ? 0 : (GuidedSteps - step) * (DearestShare / GuidedSteps));
        if (step < GuidedSteps)
            return;
        _scarcity = null;
        Better(_state.Cost, improved);
    }

    void Better(long cost, Action<long>? improved)
    {
        if (cost >= _best.Cost)
            return;
        _best.Keep(_state, cost);
        improved?.Invoke(cost);
    }

    void Step(long temperature, Action<long>? improved)
    {
        var way = Choose();
        var before = _state.Cost;
        _state.Undo.Begin();
        _removed.Clear();
        _ruining.Take(way, _removed, ref _random);
        Recreate(way);
        _used[(int)way]++;
        var rise = _state.Cost - before;
        if (rise > 0 && rise > Annealing.Threshold(temperature, _random.Bits()))
        {
            _state.Undo.TakeBack();
            return;
        }
        _state.Undo.Keep();
        _score[(int)way] += rise < 0 ? 8 : rise == 0 ? 0 : 1;
        if (_scarcity is not null || _state.Cost >= _best.Cost)
            return;
        _score[(int)way] += 16;
        Better(_state.Cost, improved);
    }

    /// <summary>Small moves between two ruins.</summary>
    void Exchange(int trials, long temperature, Action<long>? improved)
    {
        for (var i = 0; i < trials; i++)
            if (_exchanging.Try(Annealing.Threshold(temperature, _random.Bits()), ref _random) && _scarcity is null)
                Better(_state.Cost, improved);
    }

    void Recreate(Ruin way)
    {
        // The ejected run goes first: its place was made for it.
        Order(way == Ruin.Ejection ? 1 : 0);
        var exact = _model.R <= MostExact;
        for (var i = 0; i < _removed.Count; i++)
        {
            var run = _removed[i];
            var quote = exact ? _state.Cheapest(run, Sample(run), Quote.None) : _state.Likely(run, Sample(run));
            if (quote.Exists && _state.Place(run, quote.Machine, quote.Position))
                continue;
            if (_state.Cheapest(run) is { Exists: true } sure)
                _state.Place(run, sure.Machine, sure.Position);
        }
        _state.Settle();
    }

    void Order(int from)
    {
        var kind = _random.Below(5);
        for (var i = _removed.Count - 1; i > from; i--)
        {
            var j = from + _random.Below(i - from + 1);
            (_removed[i], _removed[j]) = (_removed[j], _removed[i]);
        }
        if (kind < 4)
            Sort(from, kind);
    }

    /// <summary>Insertion sort: the lists are short and nothing is allocated.</summary>
    void Sort(int from, int kind)
    {
        for (var i = from + 1; i < _removed.Count; i++)
        {
            var run = _removed[i];
            var key = Key(run, kind);
            var j = i - 1;
            for (; j >= from && Key(_removed[j], kind) > key; j--)
                _removed[j + 1] = _removed[j];
            _removed[j + 1] = run;
        }
    }

    long Key(int run, int kind) => kind switch
    {
        0 => _model.Due[run],
        1 => -_model.Duration[run * _model.M + _model.Eligible[run][0]],
        2 => _model.Release[run],
        _ => -(long)_model.LatePrice[run] * 1000 + _model.Due[run],
    };

    /// <summary>A few of the machines that it fits, those of twins next to each other.</summary>
    ReadOnlySpan<int> Sample(int run)
    {
        var eligible = _model.Eligible[run];
        if (eligible.Length <= MostMachines)
            return eligible;
        int count = 0, left = MostMachines;
        for (var i = 0; i < eligible.Length; i++)
            if (_random.Below(eligible.Length - i) < left)
            {
                _machines[count++] = eligible[i];
                left--;
            }
        return _machines.AsSpan(0, count);
    }

    Ruin Choose()
    {
        var sum = 0;
        foreach (var weight in _weights)
            sum += weight;
        var pick = _random.Below(sum);
        for (var way = 0; ; way++)
            if ((pick -= _weights[way]) < 0)
                return (Ruin)way;
    }

    void Learn()
    {
        for (var way = 0; way < _weights.Length; way++)
            if (_used[way] > 0)
            {
                _weights[way] = Math.Max(LeastWeight, (_weights[way] * 3 + 20 * _score[way] / _used[way]) / 4);
                _score[way] = _used[way] = 0;
            }
    }
}
