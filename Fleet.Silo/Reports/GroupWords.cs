namespace Fleet.Silo.Reports;

/// <summary>Keys of groups that are no machine, purpose, material or person. Pages have words for them.</summary>
public static class GroupWords
{
    /// <summary>Machines while no run was on them, in a grouping that divides runs.</summary>
    public const string Overhead = "overhead";

    /// <summary>On a meter and on no machine.</summary>
    public const string Unassigned = "unassigned";

    public const string NoMaterial = "noMaterial";

    /// <summary>Lots' differences that no run explains.</summary>
    public const string NoRun = "noRun";

    /// <summary>Groups of fewer than five people, together.</summary>
    public const string FewPeople = "fewPeople";

    public const string Others = "others";

    public const string NoGroup = "noGroup";
}
