namespace Fleet.Core.Scheduling.Planning;

/// <summary>When each machine could begin a run if nothing else were planned on it.</summary>
static class EarliestStart
{
    public static IEnumerable<RunPlace> On(PlanningProblem problem, string runId)
    {
        var model = ModelBuilder.Build(problem);
        var run = Enumerable.Range(0, model.R).FirstOrDefault(candidate => model.Problem.Runs[candidate].Id == runId, -1);
        if (run < 0 || !model.Placeable[run])
            yield break;
        foreach (var m in model.Eligible[run])
        {
            var lane = model.Lanes[m];
            var (fit, setup) = (model.Fit[run * model.M + m], model.SetupSlots(lane, -1, run));
            for (var start = Math.Max(lane.FreeAt + setup, model.Release[run]); start + fit <= model.T; start++)
                if (lane.MayStart[start] && lane.RunsUntil[start] >= start + fit && ((lane.AutoEject && setup == 0) || lane.HandsBack[start] >= setup))
                {
                    yield return new(model.Problem.Machines[m].Id, start);
                    break;
                }
        }
    }
}
