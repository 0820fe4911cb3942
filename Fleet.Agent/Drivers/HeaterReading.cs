namespace Fleet.Agent.Drivers;

/// <param name="Name"><c>T0</c>, <c>T1</c>, … for nozzles, <c>B</c> bed, <c>C</c> chamber.</param>
public sealed record HeaterReading(string Name, double ActualC, double TargetC);
