using Fleet.Core.Scheduling.Planning;

namespace Fleet.Core.Scheduling.Makespan;

/// <summary>
/// Shortens a flexible job shop by tabu search: a critical operation is taken out and put back where the way through it is shortest, on any
/// machine (Mastrolilli and Gambardella, "Effective neighbourhood functions for the flexible job shop problem", 2000). Anytime; one thread;
/// whole numbers, so that a seed and an iteration budget give the same schedule everywhere.
/// </summary>
public sealed class ShopSearch
{
    const int CheckEvery = 16, ShakeAfter = 10_000, Shakes = 10;

    readonly ShopGraph _graph;
    readonly ShopMoves _moves;
    readonly long[][] _tabuUntil;
    readonly List<int> _critical = [];
    readonly int[] _bestChoice, _bestHead;
    readonly int _thrift;
    SearchRandom _random;

    /// <param name="first">A schedule to begin with: machine and start of every operation, in the order of the problem.</param>
    /// <param name="thrift">
    /// What a unit of machine time costs beside a unit of makespan while the way is searched. 0 is best where jobs are long; about 5 where
    /// all machines are busy to the end, and the makespan alone does not say which way leads down.
    /// </param>
    public ShopSearch(FlexibleJobShop shop, IReadOnlyList<(int Machine, int Start)> first, int seed, int thrift = 0)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(first);
        _random = new(seed);
        _thrift = thrift;
        _graph = new(shop);
        _moves = new(_graph);
        _tabuUntil = [.. _graph.Choices.Select(choices => new long[choices.Length])];
        (_bestChoice, _bestHead) = (new int[_graph.Operations], new int[_graph.Operations]);
        Place([.. first.Select((step, operation) => Math.Max(0, Array.FindIndex(_graph.Choices[operation], choice => choice.Machine == step.Machine)))], [.. first.Select(step => step.Start)]);
        Keep();
    }

    /// <summary>Of the best schedule so far.</summary>
    public int Makespan { get; private set; }

    public long Iterations { get; private set; }

    /// <summary>Machine, start and end of every operation in the order of the problem, of the best schedule so far.</summary>
    public IReadOnlyList<(int Machine, int Start, int End)> Schedule =>
        [.. _bestChoice.Select((choice, operation) => (_graph.Choices[operation][choice].Machine, _bestHead[operation], _bestHead[operation] + _graph.Choices[operation][choice].Time))];

    /// <summary>Searches until the budget is used, somebody cancels, or the makespan is as short as it can be.</summary>
    /// <param name="bound">A makespan that cannot be beaten; 0 when none is known.</param>
    public void Improve(ISearchBudget budget, int bound = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var keptAt = 0L;
        for (var iteration = 0L; Makespan > bound; iteration++, Iterations++)
        {
            if (iteration % CheckEvery == 0 && (budget.Progress(iteration) >= 65536 || cancel.IsCancellationRequested))
                return;
            if (iteration - keptAt > ShakeAfter)
            {
                Place(_bestChoice, _bestHead);
                for (var shake = 0; shake < Shakes; shake++)
                    Step(anywhere: true);
                keptAt = iteration;
            }
            Step(anywhere: false);
            if (_graph.Makespan < Makespan)
            {
                Keep();
                keptAt = iteration;
            }
        }
    }

    /// <param name="anywhere">Some move instead of the best one: to leave where all is searched.</param>
    void Step(bool anywhere)
    {
        FindCriticalPath();
        var (best, least, ties) = (ShopMove.None, (Worth: long.MaxValue, Length: int.MaxValue), 0);
        var (fallback, fallbacks) = (ShopMove.None, 0);
        foreach (var operation in _critical)
            foreach (var move in _moves.Of(operation))
            {
                var worth = anywhere ? default : Worth(move);
                if (!anywhere && _tabuUntil[operation][move.Choice] > Iterations && Math.Max(move.Length, move.Rest) >= Makespan)
                {
                    if (_random.Below(++fallbacks) == 0)
                        fallback = move;
                }
                else if (worth.CompareTo(least) < 0)
                    (best, least, ties) = (move, worth, 1);
                else if (worth == least && _random.Below(++ties) == 0)
                    best = move;
            }
        if (ties > 0)
            Make(best);
        else if (fallbacks > 0)
            Make(fallback);
    }

    /// <summary>Little is good. Of moves alike, the one that keeps the way through the operation short.</summary>
    (long Worth, int Length) Worth(ShopMove move) => (Math.Max(move.Length, move.Rest)
        + _thrift * (long)(_graph.Choices[move.Operation][move.Choice].Time - _graph.Time[move.Operation]), move.Length);

    void Make(ShopMove move)
    {
        var (choice, before) = (_graph.Chosen[move.Operation], _graph.Before[move.Operation]);
        _tabuUntil[move.Operation][choice] = Iterations + _critical.Count + _graph.Choices[move.Operation].Length;
        _graph.Remove(move.Operation);
        _graph.Insert(move.Operation, move.Choice, move.Before);
        if (_graph.Measure())
            return;
        // Operations that take no time can make two ways look alike that are not.
        _graph.Remove(move.Operation);
        _graph.Insert(move.Operation, choice, before);
        _graph.Measure();
    }

    /// <summary>One of the longest ways, by chance where they part.</summary>
    void FindCriticalPath()
    {
        _critical.Clear();
        var (at, ties) = (_graph.None, 0);
        for (var operation = 0; operation < _graph.Operations; operation++)
            if (_graph.Head[operation] + _graph.Time[operation] == _graph.Makespan && _random.Below(++ties) == 0)
                at = operation;
        while (at != _graph.None)
        {
            _critical.Add(at);
            var (job, machine) = (_graph.JobBefore[at], _graph.Before[at]);
            var byJob = job != _graph.None && _graph.EndOf(job, _graph.Head) == _graph.Head[at];
            var byMachine = machine != _graph.None && _graph.EndOf(machine, _graph.Head) == _graph.Head[at];
            at = byJob && byMachine ? _random.Below(2) == 0 ? job : machine : byJob ? job : byMachine ? machine : _graph.None;
        }
    }

    void Keep()
    {
        Makespan = _graph.Makespan;
        _graph.Chosen.CopyTo(_bestChoice, 0);
        Array.Copy(_graph.Head, _bestHead, _bestHead.Length);
    }

    /// <summary>Builds the graph from machines and starts.</summary>
    void Place(int[] choices, int[] starts)
    {
        Array.Fill(_graph.First, _graph.None);
        var last = new int[_graph.First.Length];
        Array.Fill(last, _graph.None);
        // Of operations that begin together, those that take no time are first, and a job's in their order.
        var order = Enumerable.Range(0, choices.Length).OrderBy(operation => starts[operation]).ThenBy(operation => _graph.Choices[operation][choices[operation]].Time).ThenBy(operation => operation).ToArray();
        foreach (var operation in order)
        {
            var machine = _graph.Choices[operation][choices[operation]].Machine;
            _graph.Insert(operation, choices[operation], last[machine]);
            last[machine] = operation;
        }
        if (!_graph.Measure())
            throw new ArgumentException("The first schedule has operations that wait for each other.", nameof(choices));
    }
}
