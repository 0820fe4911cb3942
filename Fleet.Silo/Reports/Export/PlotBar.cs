namespace Fleet.Silo.Reports.Export;

/// <param name="Value">What stands beside the bar.</param>
/// <param name="Low">P5; null without a range.</param>
/// <param name="Parts">In order; names are those of the pages' colours.</param>
public sealed record PlotBar(string Key, string Name, double Value, double? Low, double? High, IReadOnlyList<(string Part, double Value)> Parts);
