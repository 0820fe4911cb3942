namespace Fleet.Core.Scheduling.Planning;

/// <summary>Numbers the kinds of attributes and, within each, the values; 0 stands for "does not matter".</summary>
sealed class AttributeKinds
{
    readonly Dictionary<string, int> _kinds;
    readonly List<Dictionary<string, int>> _values = [];

    /// <summary>Only kinds that some machine has a rule for make a difference.</summary>
    public AttributeKinds(PlanningProblem problem)
    {
        _kinds = ModelBuilder.Numbered(problem.Machines.SelectMany(machine => machine.Setups).Select(rule => rule.Kind).Distinct(StringComparer.Ordinal));
        for (var kind = 0; kind < _kinds.Count; kind++)
            _values.Add(new(StringComparer.Ordinal));
    }

    public int Count => _kinds.Count;

    public int Of(string kind) => _kinds[kind];

    public int[] Values(IReadOnlyDictionary<string, string> attributes)
    {
        var values = new int[Count];
        foreach (var (kind, value) in attributes)
            if (_kinds.TryGetValue(kind, out var number))
                values[number] = Number(_values[number], value);
        return values;
    }

    public int[] OfRuns(IReadOnlyList<PlanRun> runs) => [.. runs.SelectMany(run => Values(run.Attributes))];

    static int Number(Dictionary<string, int> values, string value)
    {
        if (!values.TryGetValue(value, out var number))
            values[value] = number = values.Count + 1;
        return number;
    }
}
