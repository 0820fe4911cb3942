using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Reports.Sheets;

/// <summary>Runs that ended, by what people answered. Blank is an answer too.</summary>
static class AnswerTable
{
    public const string NotNetted = "What a part may have replaced is what people answered; it is not taken off any footprint.";

    static readonly ReportColumn[] Columns = [new("runs", "runs", CellKind.Count), new("goodParts", "good_parts", CellKind.Count), new("share", "share_of_runs", CellKind.Share)];

    public static ReportTable Of(string key, IReadOnlyList<PeriodSums> parts)
    {
        var groups = parts.SelectMany(part => part.Runs).GroupBy(cell => cell.Key).Select(group => (group.Key, Runs: group.Sum(cell => cell.Runs), Good: group.Sum(cell => cell.Good))).ToList();
        var all = groups.Sum(group => group.Runs);
        return new(key, Columns, [.. groups.OrderByDescending(group => group.Runs).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ReportRow(group.Key, group.Key, [group.Runs, group.Good, all > 0 ? (double)group.Runs / all : null], []))], null);
    }
}
