namespace Fleet.Core.Scheduling.Planning;

/// <summary>The objective and its named parts, all in one integer unit.</summary>
public sealed record PlanCost
{
    public long Lateness { get; init; }
    public long Waiting { get; init; }
    public long Setups { get; init; }
    public long Energy { get; init; }
    public long Carbon { get; init; }

    /// <summary>Promised runs that changed machine or start.</summary>
    public long Moved { get; init; }

    public long Unfairness { get; init; }

    /// <summary>Runs that would like the same machine and have not got it.</summary>
    public long Separated { get; init; }

    /// <summary>Bringing parts to another workshop.</summary>
    public long Transport { get; init; }

    /// <summary>Runs for which the horizon has no place.</summary>
    public long Unplaced { get; init; }

    public long Total => Lateness + Waiting + Setups + Energy + Carbon + Moved + Unfairness + Separated + Transport + Unplaced;

    public static PlanCost operator -(PlanCost left, PlanCost right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new()
        {
            Lateness = left.Lateness - right.Lateness,
            Waiting = left.Waiting - right.Waiting,
            Setups = left.Setups - right.Setups,
            Energy = left.Energy - right.Energy,
            Carbon = left.Carbon - right.Carbon,
            Moved = left.Moved - right.Moved,
            Unfairness = left.Unfairness - right.Unfairness,
            Separated = left.Separated - right.Separated,
            Transport = left.Transport - right.Transport,
            Unplaced = left.Unplaced - right.Unplaced,
        };
    }
}
