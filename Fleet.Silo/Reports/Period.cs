namespace Fleet.Silo.Reports;

/// <summary>Whole days of the workshop, from the first to the day after the last.</summary>
public sealed record Period(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber;

    /// <summary>The period of the same kind before it: months before months, else as many days.</summary>
    public Period Before()
    {
        if (From.Day != 1 || To.Day != 1)
            return new(From.AddDays(-Days), From);
        var months = ((To.Year - From.Year) * 12) + To.Month - From.Month;
        return new(From.AddMonths(-months), From);
    }
}
