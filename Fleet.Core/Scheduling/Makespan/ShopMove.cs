namespace Fleet.Core.Scheduling.Makespan;

/// <summary>An operation taken out and put back elsewhere.</summary>
/// <param name="Choice">Index of the machine among the operation's choices.</param>
/// <param name="Before">The operation on that machine behind which it goes, or none: it is the first there.</param>
/// <param name="Length">At most so long is the longest way through it afterwards.</param>
/// <param name="Rest">The longest way past it.</param>
readonly record struct ShopMove(int Operation, int Choice, int Before, int Length, int Rest)
{
    public static ShopMove None { get; } = new(-1, 0, -1, int.MaxValue, int.MaxValue);
}
