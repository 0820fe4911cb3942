namespace Fleet.Core.Footprint.Judging;

/// <summary>Figures of few people are figures of persons: a group of fewer than five is not shown by itself.</summary>
public static class SmallGroups
{
    public const int LeastPeople = 5;

    /// <summary>
    /// Which groups must be hidden. When exactly one would be, the smallest of the others goes with it, because the total would give it
    /// away; when the hidden ones together are still fewer than five people, more go, until they are enough or none is left to show.
    /// </summary>
    public static IReadOnlySet<string> ToHide(IReadOnlyDictionary<string, int> people)
    {
        var hidden = people.Where(group => group.Value is > 0 and < LeastPeople).Select(group => group.Key).ToHashSet();
        if (hidden.Count == 0)
            return hidden;
        foreach (var (key, _) in people.Where(group => group.Value >= LeastPeople).OrderBy(group => group.Value).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            if (hidden.Count >= 2 && hidden.Sum(one => people[one]) >= LeastPeople)
                break;
            hidden.Add(key);
        }
        return hidden;
    }
}
