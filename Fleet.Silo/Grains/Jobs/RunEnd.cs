namespace Fleet.Silo.Grains;

[GenerateSerializer, Immutable, Alias("fleet.runEnd")]
public sealed record RunEnd(string RunId, string MachineId, bool BedFull);
