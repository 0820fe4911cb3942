namespace Fleet.Core.Scheduling.Planning;

/// <summary>The best sequences so far, to return to.</summary>
sealed class BestPlan
{
    readonly List<int>[] _runs, _starts;

    public BestPlan(PlanState state)
    {
        _runs = [.. state.Lanes.Select(_ => new List<int>())];
        _starts = [.. state.Lanes.Select(_ => new List<int>())];
        Keep(state, state.Cost);
    }

    public long Cost { get; private set; }

    /// <param name="cost">Without what a search adds to the prices.</param>
    public void Keep(PlanState state, long cost)
    {
        Cost = cost;
        for (var m = 0; m < _runs.Length; m++)
        {
            Copy(state.Lanes[m].Runs, _runs[m]);
            Copy(state.Lanes[m].Starts, _starts[m]);
        }
    }

    public void Restore(PlanState state)
    {
        if (state.Cost != Cost)
            state.Set(_runs, _starts, Cost);
    }

    static void Copy(List<int> from, List<int> to)
    {
        to.Clear();
        to.AddRange(from);
    }
}
