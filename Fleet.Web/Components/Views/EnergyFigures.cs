namespace Fleet.Web.Components.Views;

/// <summary>Energy of a run, Wh. Missing is null, never zero.</summary>
public sealed record EnergyFigures
{
    public double? TotalWh { get; init; }
    public double? LowWh { get; init; }
    public double? HighWh { get; init; }
    public double? WarmUpWh { get; init; }
    public double? ProcessingWh { get; init; }
    public double? IdleWh { get; init; }
    public bool Metered { get; init; }
}
