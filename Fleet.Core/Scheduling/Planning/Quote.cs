namespace Fleet.Core.Scheduling.Planning;

/// <summary>A place for a run and what it adds to the plan's cost.</summary>
readonly record struct Quote(long Price, int Machine, int Position)
{
    public static Quote None => new(long.MaxValue / 4, -1, -1);

    public bool Exists => Machine >= 0;
}
