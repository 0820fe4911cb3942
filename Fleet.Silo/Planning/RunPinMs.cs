namespace Fleet.Silo.Planning;

/// <summary>A person's decision for the next copy of a job. Null: that part is free.</summary>
[GenerateSerializer, Immutable, Alias("fleet.runPin")]
public sealed record RunPinMs([property: Id(0)] string? MachineId, [property: Id(1)] long? StartMs);
