using System.Text.Json.Nodes;

namespace Fleet.Core.Scheduling.Planning;

/// <summary>
/// Reads a workshop's policy: a few lines of YAML, each one part of the objective and a word or a number for how much it weighs. What is
/// not there has its default; an empty text is the default policy.
/// <code>
///   lateness: much        # a word weighs the default: no 0, little 1/4, normal 1, much 4, most 20
///   carbon: normal
///   energyPerEur: 30      # or the number itself, in the objective's unit
/// </code>
/// </summary>
public static class PlanPolicyReader
{
    static readonly (string Word, int Quarters)[] Words = [("no", 0), ("little", 1), ("normal", 4), ("much", 16), ("most", 80)];

    static readonly Dictionary<string, (int Default, int Most, Func<PlanPolicy, int, PlanPolicy> Set)> Parts = new(StringComparer.Ordinal)
    {
        ["lateness"] = (PlanPolicy.Default.LatePerSlot, 1000, (policy, value) => policy with { LatePerSlot = value }),
        ["waiting"] = (PlanPolicy.Default.WaitPerSlot, 1000, (policy, value) => policy with { WaitPerSlot = value }),
        ["setups"] = (PlanPolicy.Default.SetupPermille, 100_000, (policy, value) => policy with { SetupPermille = value }),
        ["energyPerEur"] = (PlanPolicy.Default.EnergyPerEur, 100_000, (policy, value) => policy with { EnergyPerEur = value }),
        ["carbon"] = (PlanPolicy.Default.CarbonPermillePerG, 100_000, (policy, value) => policy with { CarbonPermillePerG = value }),
        ["otherMachine"] = (PlanPolicy.Default.MovedMachine, 100_000, (policy, value) => policy with { MovedMachine = value }),
        ["otherStart"] = (PlanPolicy.Default.MovedPerSlot, 1000, (policy, value) => policy with { MovedPerSlot = value }),
        ["separation"] = (PlanPolicy.Default.Separated, 1000, (policy, value) => policy with { Separated = value }),
        ["fairness"] = (PlanPolicy.Default.FairnessPermille, 10_000, (policy, value) => policy with { FairnessPermille = value }),
    };

    /// <param name="yamlText">The content of the file.</param>
    /// <param name="fileName">For the sentences.</param>
    /// <returns>The policy, or its faults, each with its line.</returns>
    public static PlanPolicyOutcome Read(string yamlText, string fileName)
    {
        ArgumentNullException.ThrowIfNull(yamlText);
        if (yamlText.Split('\n').All(line => line.TrimStart() is "" or ['#', ..]))
            return new(PlanPolicy.Default, []);
        if (yamlText.Length > ProfileReader.MostCharacters)
            return new(null, [new(fileName, 1, $"The file has {yamlText.Length} characters; a policy has a few lines.")]);
        if (ProfileDocument.Read(yamlText, fileName, out var fault) is not { } document)
            return new(null, [fault!]);
        return Read(document.Root, document.LineOf, fileName);
    }

    /// <summary>The same out of a larger document.</summary>
    internal static PlanPolicyOutcome Read(JsonObject parts, Func<string, int> lineOf, string fileName)
    {
        var policy = PlanPolicy.Default;
        var faults = new List<ProfileFault>();
        foreach (var (key, node) in parts)
        {
            var line = lineOf(key);
            if (!Parts.TryGetValue(key, out var part))
                faults.Add(new(fileName, line, $"'{key}' is no part of the policy; known are {string.Join(", ", Parts.Keys)}."));
            else if (Value(node, part.Default) is not { } value)
                faults.Add(new(fileName, line, $"'{key}' must be one of {string.Join(", ", Words.Select(word => word.Word))}, or a whole number."));
            else if (value < 0 || value > part.Most)
                faults.Add(new(fileName, line, $"'{key}' must be from 0 to {part.Most}; it is {value}."));
            else
                policy = part.Set(policy, (int)value);
        }
        return faults.Count > 0 ? new(null, faults) : new(policy, []);
    }

    static long? Value(JsonNode? node, int usual)
    {
        if (node is not JsonValue value)
            return null;
        if (value.TryGetValue<long>(out var number))
            return number;
        if (!value.TryGetValue<string>(out var text))
            return null;
        foreach (var (word, quarters) in Words)
            if (word == text)
                return quarters == 0 ? 0 : Math.Max(1, (long)usual * quarters / 4);
        return null;
    }
}
