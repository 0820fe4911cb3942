using Fleet.Silo.Desk;

namespace Fleet.Silo.Reports.Sheets;

/// <summary>What somebody asks a report about.</summary>
/// <param name="From">Null: the first day of this month.</param>
/// <param name="To">Not included; null: a month after <paramref name="From"/>.</param>
/// <param name="GroupBy">One of <see cref="Grouping.All"/>.</param>
/// <param name="Seed">Draw with this seed instead of the closed form.</param>
/// <param name="ForPublic">Nobody may be told apart in it.</param>
public sealed record ReportQuestion(
    ReportKind Kind, Visitor Visitor, DateTimeOffset? From = null, DateTimeOffset? To = null, string? GroupBy = null, bool Compare = true, long? Seed = null, bool ForPublic = false,
    OverheadView View = OverheadView.Direct);
