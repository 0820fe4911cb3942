using Fleet.Core.Scheduling.Planning;

namespace Fleet.Core.Scheduling.Makespan;

/// <summary>
/// Shortens the makespan of unrelated machines by simulated annealing over small moves (a job to its best place on another machine, two
/// jobs exchanged) and, for a part of the time, the large ones of <see cref="MakespanRuin"/>. Anytime; one thread; whole numbers, so that
/// a seed and an iteration budget give the same schedule everywhere.
/// </summary>
public sealed class MakespanSearch
{
    // 0.3 and 0.05 of what one job's mean share of the makespan costs, in 1/65536 of the unit of LoadPrices.
    const long Hot = 19_660L << 16, Cold = 3_277L << 16;
    const int CheckEvery = 256, LargeOf100 = 30, RelocateOf100 = 60, ExchangeOf100 = 80;

    readonly MakespanState _state;
    readonly LoadPrices _prices;
    readonly FastMachines _fast;
    readonly MakespanRuin _ruin;
    readonly int[] _best;
    SearchRandom _random;

    /// <summary>Begins with every job, in a random order, where it is finished first.</summary>
    public MakespanSearch(UnrelatedMachines problem, int seed)
    {
        ArgumentNullException.ThrowIfNull(problem);
        _state = new(problem);
        _random = new(seed);
        _fast = new(problem);
        Begin();
        Makespan = _state.Makespan;
        _prices = new(_state.Jobs, _state.Machines, Makespan);
        _ruin = new(_state, _prices, _fast);
        _best = new int[_state.Jobs + _state.Machines];
        _state.CopyTo(_best);
    }

    /// <summary>Of the best schedule so far.</summary>
    public int Makespan { get; private set; }

    public long Iterations { get; private set; }

    /// <summary>Jobs of every machine in their order, of the best schedule so far.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Sequences => MakespanState.Sequences(_state.Jobs, _best);

    /// <summary>Searches until the budget is used, somebody cancels, or the makespan is as short as it can be.</summary>
    /// <param name="bound">A makespan that cannot be beaten; 0 when none is known.</param>
    public void Improve(ISearchBudget budget, int bound = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var temperature = Hot;
        for (var iteration = 0L; Makespan > bound && _state.Jobs > 1; iteration++, Iterations++)
        {
            if (iteration % CheckEvery == 0)
            {
                var progress = budget.Progress(iteration);
                if (progress >= 65536 || cancel.IsCancellationRequested)
                    return;
                temperature = Annealing.Temperature(Hot, Cold, Math.Max(0, progress));
            }
            if (Step(Annealing.Threshold(temperature, _random.Bits())))
                Keep();
        }
    }

    void Begin()
    {
        var order = new int[_state.Jobs];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = _random.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        foreach (var job in order)
        {
            var (end, on, at, more) = (int.MaxValue, 0, 0, 0);
            for (var machine = 0; machine < _state.Machines; machine++)
            {
                var behind = _state.Cheapest(machine, job, out var added);
                if (_state.Loads[machine] + added < end)
                    (end, on, at, more) = (_state.Loads[machine] + added, machine, behind, added);
            }
            _state.PutIn(job, on, at, more);
        }
    }

    bool Step(long threshold)
    {
        if (_random.Below(100) < LargeOf100)
            return _ruin.Try(threshold, ref _random);
        var kind = _random.Below(100);
        var job = _random.Below(_state.Jobs);
        if (kind < RelocateOf100)
            return Relocate(job, threshold);
        var other = _random.Below(_state.Jobs);
        if (_state.MachineOf[job] == _state.MachineOf[other])
            return false;
        return kind < ExchangeOf100 ? Exchange(job, other, threshold) : Cross(job, other, threshold);
    }

    /// <summary>A job to its best place on a machine that suits it, its own included.</summary>
    bool Relocate(int job, long threshold)
    {
        int from = _state.MachineOf[job], to = _fast.Sample(job, ref _random), behind = _state.Previous(job), saved = _state.Saved(job);
        var before = _prices[_state.Loads[from]] + (to == from ? 0 : _prices[_state.Loads[to]]);
        _state.TakeOut(job, saved);
        var best = _state.Cheapest(to, job, out var added);
        var after = _prices[_state.Loads[to] + added] + (to == from ? 0 : _prices[_state.Loads[from]]);
        if (after - before > threshold)
        {
            _state.PutIn(job, from, behind, -saved);
            return false;
        }
        _state.PutIn(job, to, best, added);
        return true;
    }

    /// <summary>Two jobs of different machines, each to the very place of the other.</summary>
    bool Exchange(int job, int other, long threshold)
    {
        int here = _state.MachineOf[job], there = _state.MachineOf[other], addedHere = _state.Exchanged(job, other), addedThere = _state.Exchanged(other, job);
        if (_prices[_state.Loads[here] + addedHere] + _prices[_state.Loads[there] + addedThere] - _prices[_state.Loads[here]] - _prices[_state.Loads[there]] > threshold)
            return false;
        _state.Exchange(job, other, addedHere, addedThere);
        return true;
    }

    /// <summary>Two jobs of different machines, each to its best place on the machine of the other.</summary>
    bool Cross(int job, int other, long threshold)
    {
        int here = _state.MachineOf[job], there = _state.MachineOf[other], behindHere = _state.Previous(job), behindThere = _state.Previous(other);
        var before = _prices[_state.Loads[here]] + _prices[_state.Loads[there]];
        int savedHere = _state.Saved(job), savedThere = _state.Saved(other);
        _state.TakeOut(job, savedHere);
        _state.TakeOut(other, savedThere);
        int atHere = _state.Cheapest(here, other, out var addedHere), atThere = _state.Cheapest(there, job, out var addedThere);
        if (_prices[_state.Loads[here] + addedHere] + _prices[_state.Loads[there] + addedThere] - before > threshold)
        {
            _state.PutIn(other, there, behindThere, -savedThere);
            _state.PutIn(job, here, behindHere, -savedHere);
            return false;
        }
        _state.PutIn(other, here, atHere, addedHere);
        _state.PutIn(job, there, atThere, addedThere);
        return true;
    }

    void Keep()
    {
        var makespan = _state.Makespan;
        if (makespan >= Makespan)
            return;
        Makespan = makespan;
        _state.CopyTo(_best);
        // Prices follow the best schedule in steps of a hundredth: a table costs more than many moves.
        if ((long)Makespan * 100 <= (long)_prices.Reference * 99 || _prices.Reference - Makespan >= 8)
            _prices.Refer(Makespan);
    }
}
