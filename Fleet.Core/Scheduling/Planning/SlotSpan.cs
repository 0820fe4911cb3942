namespace Fleet.Core.Scheduling.Planning;

/// <summary>A half-open stretch of slots: <c>From</c> belongs to it, <c>To</c> does not.</summary>
public readonly record struct SlotSpan(int From, int To)
{
    public bool Contains(int slot) => slot >= From && slot < To;

    /// <summary>What lies in both, from the earliest on; neither overlaps with itself.</summary>
    public static IReadOnlyList<SlotSpan> Both(IReadOnlyList<SlotSpan> left, IReadOnlyList<SlotSpan> right) =>
        [.. from one in left from other in right
            let both = new SlotSpan(Math.Max(one.From, other.From), Math.Min(one.To, other.To)) where both.To > both.From orderby both.From select both];
}
