namespace Fleet.Core.Scheduling.Makespan;

/// <summary>Jobs whose operations follow each other, each on one of several machines with its own time; as short as possible altogether.</summary>
public sealed record FlexibleJobShop(int Machines, IReadOnlyList<IReadOnlyList<ShopOperation>> Jobs)
{
    /// <summary>No schedule is shorter: every job's fastest way, and all least work shared evenly.</summary>
    public int Bound()
    {
        var longest = Jobs.Max(operations => operations.Sum(operation => operation.Choices.Min(choice => choice.Time)));
        var work = Jobs.Sum(operations => operations.Sum(operation => (long)operation.Choices.Min(choice => choice.Time)));
        return (int)Math.Max(longest, (work + Machines - 1) / Machines);
    }
}
