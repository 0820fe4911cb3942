namespace Fleet.Core.Footprint.Factors;

/// <summary>
/// What a factor file holds and what is wrong with it. A file with a refused row is not taken in: half a table would look like a whole
/// one.
/// </summary>
public sealed record FactorReading(IReadOnlyList<Factor> Factors, IReadOnlyList<RowFault> Faults)
{
    public bool IsUsable => Factors.Count > 0 && !Faults.Any(fault => fault.Refused);

    public static FactorReading Refused(string sentence) => new([], [new(0, sentence)]);

    /// <summary>The reading with what no single row can see: two factors under one key.</summary>
    public FactorReading Checked()
    {
        var doubled = Factors.GroupBy(factor => factor.Key, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .Select(group => new RowFault(0, $"{group.Count()} rows have the key {group.Key}. Keep one, or tell them apart by key, region or year."));
        return this with { Faults = [.. Faults, .. doubled] };
    }
}
