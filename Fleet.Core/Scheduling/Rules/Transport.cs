namespace Fleet.Core.Scheduling.Rules;

/// <summary>What bringing parts from one workshop to another costs.</summary>
/// <param name="rules">Of each workshop, by its id.</param>
public sealed class Transport(IReadOnlyDictionary<string, WorkshopRules> rules)
{
    /// <summary>
    /// In the objective's unit; null when nobody brings it. The workshop in which a part is made says it; when that one is silent, the way
    /// back costs as much as the other one says of the way there.
    /// </summary>
    public int? Cost(string madeIn, string wantedIn) =>
        madeIn == wantedIn ? 0
        : rules.TryGetValue(madeIn, out var here) && here.Transport.TryGetValue(wantedIn, out var there) ? there
        : rules.TryGetValue(wantedIn, out var other) && other.Transport.TryGetValue(madeIn, out var back) ? back
        : null;

    /// <summary>The workshops whose parts come to one, itself among them.</summary>
    public IReadOnlySet<string> From(string wantedIn) =>
        rules.Keys.Append(wantedIn).Where(madeIn => Cost(madeIn, wantedIn) is not null).ToHashSet(StringComparer.Ordinal);

    /// <summary>The workshops to which one's parts are brought, with the price; not itself.</summary>
    public IReadOnlyDictionary<string, int> To(string madeIn) =>
        rules.Keys.Where(wantedIn => wantedIn != madeIn && Cost(madeIn, wantedIn) is not null).ToDictionary(wantedIn => wantedIn, wantedIn => Cost(madeIn, wantedIn)!.Value, StringComparer.Ordinal);
}
