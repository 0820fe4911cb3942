namespace Fleet.Core.Footprint.Carbon;

/// <summary>Carbon intensity of one stretch of time, Unix milliseconds, end not included, g CO₂e/kWh.</summary>
/// <param name="Row">Where the file said so; 1 is its first line or element.</param>
public readonly record struct CarbonSlot(long StartMs, long EndMs, double GPerKwh, int Row = 0);
