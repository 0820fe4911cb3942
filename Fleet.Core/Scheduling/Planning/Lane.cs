namespace Fleet.Core.Scheduling.Planning;

/// <summary>One machine's sequence of runs with their starts.</summary>
sealed class Lane(LaneModel model, LaneTable table)
{
    public LaneModel Model { get; } = model;
    public List<int> Runs { get; } = [];

    /// <summary>The sequence when its starts were last set, and those starts.</summary>
    public List<int> Timed { get; } = [];
    public List<int> Starts { get; } = [];

    /// <summary>Price of everything on it.</summary>
    public long Cost { get; set; }

    /// <summary>How many of its runs begin before a slot.</summary>
    public int Before(int slot)
    {
        var count = 0;
        while (count < Starts.Count && Starts[count] < slot)
            count++;
        return count;
    }

    public LaneTable Table { get; set; } = table;
}
