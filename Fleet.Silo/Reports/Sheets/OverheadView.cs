namespace Fleet.Silo.Reports.Sheets;

/// <summary>Where a report puts what a machine used while no run was on it. Both add up to the meters.</summary>
public enum OverheadView
{
    /// <summary>A line of its own.</summary>
    Direct,

    /// <summary>On the runs of the machine, by their hours; what machines without a run used stays a line of its own.</summary>
    Full,
}
