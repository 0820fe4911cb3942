namespace Fleet.Core.Scheduling.Planning;

/// <summary>A half-open stretch of slots: <c>From</c> belongs to it, <c>To</c> does not.</summary>
public readonly record struct SlotSpan(int From, int To)
{
    public bool Contains(int slot) => slot >= From && slot < To;
}
