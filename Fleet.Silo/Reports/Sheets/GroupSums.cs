using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Reports.Sheets;

/// <summary>One group's sums, as they are turned into a row.</summary>
public sealed class GroupSums(string key)
{
    public string Key => key;

    public List<(int Year, EnergyCell Cell)> Energy { get; } = [];

    public List<MaterialCell> Material { get; } = [];

    public List<RunCell> Runs { get; } = [];

    public HashSet<string> People { get; } = [];

    /// <summary>Fewer than five people stand behind it: its figures are not shown.</summary>
    public bool IsWithheld { get; init; }

    public void Add(GroupSums other)
    {
        Energy.AddRange(other.Energy);
        Material.AddRange(other.Material);
        Runs.AddRange(other.Runs);
        People.UnionWith(other.People);
    }

    public static GroupSums Total(IEnumerable<GroupSums> groups)
    {
        // The whole is shown by machine anyway; hiding it here would hide nothing.
        var total = new GroupSums("total");
        foreach (var group in groups)
            total.Add(group);
        return total;
    }

    public double? Wh(Func<EnergyCell, bool>? which = null) => Sum(which, cell => cell.Wh);

    public double? Sum(Func<EnergyCell, bool>? which, Func<EnergyCell, double> what)
    {
        var cells = Energy.Select(one => one.Cell).Where(which ?? (_ => true)).ToList();
        return cells.Count == 0 ? null : cells.Sum(what);
    }

    public double? Grams(Func<MaterialCell, bool>? which = null)
    {
        var cells = Material.Where(which ?? (_ => true)).ToList();
        return cells.Count == 0 ? null : cells.Sum(cell => cell.MassG);
    }

    public long RunCount => Runs.Sum(cell => cell.Runs);

    public long Good => Runs.Sum(cell => cell.Good);
}
