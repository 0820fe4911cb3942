namespace Fleet.Web.Components.Views;

/// <summary>One heater as the live feed shows it, °C. The target is null while it is off.</summary>
public sealed record HeaterView(string Name, double ActualC, double? TargetC);
