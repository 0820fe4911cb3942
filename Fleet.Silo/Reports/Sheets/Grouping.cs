using Fleet.Core.Footprint.Judging;
using Fleet.Silo.Desk;
using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Reports.Sheets;

/// <summary>By what a report divides, and what its groups are called.</summary>
public sealed record Grouping(string Name, string Dimension, Func<string, string> KeyOf, Func<string, string> NameOf)
{
    public static IReadOnlyList<string> All { get; } = ["machine", "class", "room", "member", "purpose", "material", "state", "workshop"];

    /// <summary>Groups of these may be few people.</summary>
    static readonly string[] OfPeople = ["member", "purpose"];

    public bool IsOfPeople => OfPeople.Contains(Name);

    public static async Task<Grouping> Read(string name, IDatabase database, CancellationToken cancellation)
    {
        if (name is "purpose" or "material")
            return new(name, name, key => key, key => key);
        if (name == "member")
        {
            var people = (await database.List<(string Id, string Name)>("select id, name from account", null, cancellation)).ToDictionary(one => one.Id, one => one.Name);
            return new(name, "member", key => key, key => people.GetValueOrDefault(key, key));
        }
        var machines = (await database.List<MachinePlace>("select id, name, kind, machine_group, workshop_id from machine", null, cancellation)).ToDictionary(one => one.Id);
        if (name == "machine")
            return new(name, "machine", key => key, key => machines.TryGetValue(key, out var machine) ? machine.Name : key);
        if (name == "state")
            return new(name, "machine", key => key, key => key);
        if (name == "workshop")
        {
            var workshops = await WorkshopNames.Read(database, cancellation);
            return new(name, "machine", key => machines.TryGetValue(key, out var machine) ? machine.WorkshopId : Workshops.TheOne, workshops.Of);
        }
        return new(name, "machine",
            key => !machines.TryGetValue(key, out var machine) ? key : name == "class" ? machine.Kind : machine.MachineGroup is { Length: > 0 } room ? room : GroupWords.NoGroup, key => key);
    }

    /// <summary>Each energy cell by the state that the machine was in.</summary>
    public static string StateOf(EnergyCell cell) => cell.Account == "unassigned" ? GroupWords.Unassigned : cell.Phase;

    /// <summary>Energy knows its workshop by itself, also where it is on no machine.</summary>
    string KeyOfEnergy(EnergyCell cell) => Name switch { "state" => StateOf(cell), "workshop" => cell.WorkshopId ?? Workshops.TheOne, _ => KeyOf(cell.Key) };

    /// <summary>The groups of a period. Sums keep the key that they were stored under.</summary>
    public IReadOnlyList<GroupSums> Divide(IReadOnlyList<PeriodSums> parts)
    {
        var groups = new Dictionary<string, GroupSums>();
        GroupSums At(string key) => groups.TryGetValue(key, out var group) ? group : groups[key] = new(key);
        foreach (var part in parts)
        {
            foreach (var cell in part.Energy)
                At(KeyOfEnergy(cell)).Energy.Add((part.Year, cell));
            if (Name == "state")
                continue; // Material and parts belong to runs, not to what a machine was doing.
            foreach (var cell in part.Material)
                At(KeyOf(cell.Key)).Material.Add(cell);
            foreach (var cell in part.Runs)
                At(KeyOf(cell.Key)).Runs.Add(cell);
            foreach (var cell in part.People)
                At(KeyOf(cell.Key)).People.Add(cell.OwnerId);
            if (Name == "member")
                foreach (var cell in part.Runs)
                    At(cell.Key).People.Add(cell.Key);
        }
        return [.. groups.Values.OrderBy(group => NameOf(group.Key), StringComparer.OrdinalIgnoreCase).ThenBy(group => group.Key, StringComparer.Ordinal)];
    }

    /// <summary>
    /// What a reader may see. An officer sees all; a public report and other readers see groups of five people and more, and a member
    /// also the own row.
    /// </summary>
    public IReadOnlyList<GroupSums> Veil(IReadOnlyList<GroupSums> groups, Visitor visitor, bool forPublic)
    {
        if (!IsOfPeople || (visitor.Role >= Role.Officer && !forPublic))
            return groups;
        if (Name == "member")
        {
            var own = groups.Where(group => !forPublic && group.Key == visitor.AccountId).ToList();
            var others = groups.Where(group => group.People.Count > 0 && !own.Contains(group)).ToList();
            var rest = groups.Where(group => group.People.Count == 0 && !own.Contains(group)).ToList();
            return [.. own, .. others.Count == 0 ? [] : new[] { Merge(GroupWords.Others, others, others.Count < SmallGroups.LeastPeople) }, .. rest];
        }
        var hidden = SmallGroups.ToHide(groups.Where(group => group.People.Count > 0).ToDictionary(group => group.Key, group => group.People.Count));
        var together = groups.Where(group => hidden.Contains(group.Key)).ToList();
        return together.Count == 0 ? groups
            : [.. groups.Except(together), Merge(GroupWords.FewPeople, together, together.SelectMany(group => group.People).Distinct().Count() < SmallGroups.LeastPeople)];
    }

    static GroupSums Merge(string key, IReadOnlyList<GroupSums> groups, bool withheld)
    {
        var merged = new GroupSums(key) { IsWithheld = withheld };
        foreach (var group in groups)
            merged.Add(group);
        return merged;
    }

    sealed record MachinePlace
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public string? MachineGroup { get; init; }
        public string WorkshopId { get; init; } = "";
    }
}
