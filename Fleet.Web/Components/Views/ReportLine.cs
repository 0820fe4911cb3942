namespace Fleet.Web.Components.Views;

/// <summary>One group of a month's report. Energies in Wh, null where nothing is known.</summary>
public sealed record ReportLine
{
    public string Key { get; init; } = "";
    public required string Group { get; init; }
    public double? RunWh { get; init; }
    public double? WarmUpWh { get; init; }
    public double? ProcessingWh { get; init; }
    public double? IdleWh { get; init; }
    public double? OverheadWh { get; init; }
    public double? TotalWh { get; init; }
    public double? MassGrams { get; init; }
    public long Runs { get; init; }
    public long Good { get; init; }
    public double? PerGoodWh { get; init; }
    public double? MeteredShare { get; init; }
}
