using System.Reflection;

namespace Fleet.Core.Footprint.Factors;

/// <summary>The tables in <c>factors/</c>, compiled in. Each is a set of its own with its file's name as id.</summary>
public static class ShippedFactors
{
    /// <summary>Of the shipped tables as a whole; raised when one changes.</summary>
    public const string Version = "2026-11";

    static readonly Lazy<IReadOnlyList<FactorSet>> All = new(Read);

    public static IReadOnlyList<FactorSet> Sets => All.Value;

    static List<FactorSet> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var sets = new List<FactorSet>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("factors/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var reading = FactorTable.Read(reader.ReadToEnd());
            if (!reading.IsUsable)
                throw new InvalidDataException($"{name} cannot be used: {string.Join(' ', reading.Faults)}");
            var id = Path.GetFileNameWithoutExtension(name);
            sets.Add(new(id, id, Version, string.Join("; ", reading.Factors.Select(factor => factor.Licence).Distinct()), reading.Factors));
        }
        return sets;
    }
}
