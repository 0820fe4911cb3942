using Fleet.Core.Scheduling.Power;

namespace Fleet.Silo.Planning;

/// <summary>The fuses of one plan's workshops at run time: every start asks here, and what runs is counted as the machines report it.</summary>
sealed class HeatUp
{
    HeatUpTokens _tokens = new(new Dictionary<string, int>());
    Dictionary<string, int> _capW = [];
    HashSet<string> _holders = [];

    /// <summary>Counts what is on its machine now; a changed cap begins anew with it.</summary>
    public void Follow(PlanInput input)
    {
        var capW = input.Circuits.ToDictionary(circuit => circuit.Id, circuit => circuit.CapW);
        // What is proposed draws nothing; once its start was granted, it counts with its peak until it reports that it is warm.
        var active = input.Active.Where(run => input.Draws.ContainsKey(run.MachineId) && (!run.Proposed || _holders.Contains(run.MachineId)))
            .Concat(FromElsewhere(input)).ToDictionary(run => run.MachineId);
        if (!Same(capW, _capW) || active.Keys.Except(_holders).Any())
        {
            // Machines that were on before this server was did not ask.
            _tokens = new(_capW = capW, active.Values.Select(run => new TokenHolder(input.Draws[run.MachineId], !run.WarmingUp && !run.Proposed)));
            _holders = [.. active.Keys];
            return;
        }
        foreach (var ended in _holders.Except(active.Keys).ToList())
        {
            _tokens.End(ended);
            _holders.Remove(ended);
        }
        foreach (var run in active.Values.Where(run => !run.WarmingUp && !run.Proposed))
            _tokens.Warm(run.MachineId);
    }

    /// <summary>Null when the machine may heat up now, else why not.</summary>
    public string? WhyNot(HeatUpDraw draw, long nowMs)
    {
        var answer = _tokens.Ask(draw, nowMs);
        if (answer.Granted)
            _holders.Add(draw.MachineId);
        return answer.Refusal;
    }

    /// <summary>It was granted and did not start.</summary>
    public void GiveBack(string machineId)
    {
        _tokens.End(machineId);
        _holders.Remove(machineId);
    }

    /// <summary>Somebody started it at its own screen: nobody here knows whether it still heats up, so it counts with its peak.</summary>
    static IEnumerable<MachineActivity> FromElsewhere(PlanInput input) => input.Machines.Values
        .Where(machine => machine.State is MachineState.Running or MachineState.Paused && input.Draws.ContainsKey(machine.MachineId) && input.Active.All(run => run.MachineId != machine.MachineId))
        .Select(machine => new MachineActivity(machine.MachineId, "", "", "", Proposed: false, WarmingUp: true, 0));

    static bool Same(Dictionary<string, int> left, Dictionary<string, int> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var capW) && capW == pair.Value);
}
