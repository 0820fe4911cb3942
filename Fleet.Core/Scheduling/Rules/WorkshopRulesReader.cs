using Fleet.Core.Scheduling.Planning;

namespace Fleet.Core.Scheduling.Rules;

/// <summary>
/// Reads a workshop's rules. Nothing is half accepted: one fault refuses the whole text, and every fault is named with its line.
/// <code>
///   policy: { carbon: much }
///   open: { mon-fri: "10:00-20:00", sat: "10:00-16:00" }
///   circuits: { room: { capW: 2300, machines: [p-01, p-02] } }
///   machines: { fraese: { loud: true, induction: cnc } }
/// </code>
/// </summary>
public static class WorkshopRulesReader
{
    /// <param name="yamlText">The text; empty or only comments: the default rules.</param>
    /// <param name="fileName">For the sentences.</param>
    public static WorkshopRulesOutcome Read(string yamlText, string fileName)
    {
        ArgumentNullException.ThrowIfNull(yamlText);
        if (yamlText.Split('\n').All(line => line.TrimStart() is "" or ['#', ..]))
            return new(WorkshopRules.Default, []);
        if (yamlText.Length > ProfileReader.MostCharacters)
            return new(null, [new(fileName, 1, $"The text has {yamlText.Length} characters; {ProfileReader.MostCharacters} are the most.")]);
        var faults = new List<ProfileFault>();
        if (ProfileDocument.Read(yamlText, fileName, out var fault) is not { } document)
            return new(null, [fault!]);
        var rules = Read(new(document, fileName, "", document.Root, faults), fileName, faults);
        return faults.Count > 0 ? new(null, faults) : new(rules, []);
    }

    static WorkshopRules Read(RulesNode root, string file, List<ProfileFault> faults)
    {
        root.Knows("policy", "open", "quiet", "people", "circuits", "machines", "price", "materialChange", "transport");
        var policy = PlanPolicy.Default;
        if (root.Child("policy") is { } trade)
        {
            var outcome = PlanPolicyReader.Read(trade.Values, trade.LineOf, file);
            faults.AddRange(outcome.Faults);
            policy = outcome.Policy ?? policy;
        }
        var change = root.Child("materialChange")?.Knows("minutes", "cost");
        return new()
        {
            Policy = policy, Open = root.Hours("open"), Quiet = root.Hours("quiet"),
            People = [.. Each(root.Child("people"), Person)], Circuits = [.. Each(root.Child("circuits"), Circuit)],
            Machines = Each(root.Child("machines"), (id, node) => KeyValuePair.Create(id, Machine(node))).ToDictionary(StringComparer.Ordinal),
            Price = root.Child("price") is { } price ? Price(price) : null,
            Transport = Transport(root.Child("transport")),
            MaterialChangeMinutes = change?.Whole("minutes", 0, 240) ?? WorkshopRules.Default.MaterialChangeMinutes,
            MaterialChangeCost = change?.Whole("cost", 0, 1000) ?? WorkshopRules.Default.MaterialChangeCost,
        };
    }

    static IEnumerable<T> Each<T>(RulesNode? list, Func<string, RulesNode, T> read)
    {
        foreach (var key in list?.Keys ?? [])
            if (list!.Child(key) is { } child)
                yield return read(key, child);
    }

    static PersonRules Person(string id, RulesNode node)
    {
        node.Knows("name", "present");
        return new(id, node.Text("name") ?? id, node.Hours("present") ?? WeekHours.Never);
    }

    static CircuitRules Circuit(string id, RulesNode node)
    {
        node.Knows("capW", "machines");
        if (node.Values["capW"] is null)
            node.Fault("capW", $"The circuit {id} needs capW: the most that it may carry, in W.");
        return new(id, node.Whole("capW", 1, 1_000_000) ?? 1, node.Words("machines"));
    }

    static MachineRules Machine(RulesNode node)
    {
        node.Knows("mayStart", "mayRun", "loud", "autoEject", "clearMinutes", "induction", "tags", "speedPercent", "heatUpW", "workingW");
        return new()
        {
            MayStart = node.Hours("mayStart"), MayRun = node.Hours("mayRun"), Loud = node.Flag("loud"), AutoEject = node.Flag("autoEject"),
            ClearMinutes = node.Whole("clearMinutes", 0, 24 * 60) ?? MachineRules.Default.ClearMinutes, Induction = node.Text("induction"), Tags = node.Words("tags"),
            SpeedPermille = 10 * (node.Whole("speedPercent", 10, 1000) ?? 100), HeatUpW = node.Whole("heatUpW", 1, 100_000), WorkingW = node.Whole("workingW", 1, 100_000),
        };
    }

    static Dictionary<string, int> Transport(RulesNode? node) =>
        (node?.Keys ?? []).ToDictionary(id => id, id => node!.Whole(id, 0, 1_000_000) ?? 0, StringComparer.Ordinal);

    static PriceRules Price(RulesNode node)
    {
        node.Knows("eurPerKwh", "low");
        var low = node.Child("low")?.Knows("hours", "eurPerKwh");
        return new(node.Number("eurPerKwh", 0, 10) ?? 0, low?.Hours("hours"), low?.Number("eurPerKwh", 0, 10));
    }
}
