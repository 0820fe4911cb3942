namespace Fleet.Silo.Grains;

/// <param name="Name"><c>T0</c>… nozzle, <c>B</c> bed, <c>C</c> chamber.</param>
[GenerateSerializer, Immutable, Alias("fleet.heaterLive")]
public sealed record HeaterLive(string Name, double ActualC, double TargetC);
