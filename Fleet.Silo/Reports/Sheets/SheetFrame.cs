namespace Fleet.Silo.Reports.Sheets;

/// <summary>What every kind of sheet is made of: the groups of the period, and beside each its own of the period before.</summary>
/// <param name="Then">In the order of <paramref name="Groups"/>; null where the group was not there.</param>
public sealed record SheetFrame(
    ReportQuestion Question, Grouping Grouping, IReadOnlyList<GroupSums> Groups, IReadOnlyList<GroupSums?> Then, GroupSums Total, GroupSums? TotalThen, Period Period, Period? Before)
{
    const string FewPeople = "Fewer than five people stand behind this group.";

    /// <summary>The main table: one row per group by the same rule, and the whole.</summary>
    public ReportTable Table(IReadOnlyList<ReportColumn> columns, Func<GroupSums, IReadOnlyList<ReportCell>> cells)
    {
        var none = columns.Select(_ => ReportCell.Missing).ToList();
        var hidden = columns.Select(_ => ReportCell.Withheld(FewPeople)).ToList();
        IReadOnlyList<ReportCell> Of(GroupSums? group) => group is null ? none : group.IsWithheld ? hidden : cells(group);
        var rows = Groups.Select((group, i) => new ReportRow(group.Key, Grouping.NameOf(group.Key), Of(group), Before is null ? [] : Of(Then[i]))).ToList();
        return new("main", columns, rows, new("total", "Total", Of(Total), Before is null ? [] : Of(TotalThen)));
    }
}
