namespace Fleet.Core.Scheduling.Planning;

/// <summary>Looks for the cheapest place of a run, machine by machine and position by position. Holds scratch rows: one per thread.</summary>
sealed class PlaceSearch
{
    readonly PlanState _state;
    readonly LaneTiming _timing;
    readonly PlanModel _model;
    readonly int[] _prices;
    readonly int[] _floor;

    public PlaceSearch(PlanState state, LaneTiming timing)
    {
        (_state, _timing, _model) = (state, timing, state.Model);
        _prices = new int[_model.T + 1];
        _prices[_model.T] = LaneTable.Never;
        _floor = new int[_model.T + 1];
    }

    /// <param name="exact">False: lanes are looked at as they were when somebody last needed them exactly (<see cref="PlanState.Likely"/>).</param>
    public Quote Cheapest(int run, ReadOnlySpan<int> machines, Quote best, bool exact)
    {
        var filled = -1;
        foreach (var m in machines)
        {
            var lane = _state.Lanes[m];
            if (exact || lane.Table.Stamp < 0)
                _state.Freshen(lane);
            _timing.Behind(lane);
            if (filled < 0 || _model.Lanes[filled].Twin != lane.Model.Twin || _model.Duration[run * _model.M + filled] != _model.Duration[run * _model.M + m])
            {
                RunPricing.Fill(_model, lane.Model, run, _prices);
                var least = _floor[_model.T] = LaneTable.Never;
                RunningMin.Backward(_prices, 0, _floor.AsSpan(0, _model.T), ref least);
                filled = m;
            }
            var extra = _state.ChoiceOn(run, m);
            for (var position = 0; position <= lane.Runs.Count; position++)
            {
                var limit = (int)Math.Min(LaneTable.Never, best.Price - extra);
                if (lane.Table.FirstBefore[position] > _model.T || _floor[lane.Table.FirstBefore[position]] - lane.Model.MostSetupCost > limit)
                    break;
                var price = _timing.PriceOf(lane, run, position, _prices, _floor, limit, exact);
                if (price < limit)
                    best = new(price + extra, m, position);
            }
        }
        return best;
    }
}
