namespace Fleet.Silo.Grains;

/// <summary>A person wants a job's next copy on a machine now, whatever the plan has there.</summary>
/// <param name="AccountId">Whose booking of the machine is not in the way.</param>
/// <param name="Override">An operator's reason to set the workshop's hours aside; null: the hours hold.</param>
[GenerateSerializer, Immutable, Alias("fleet.handStart")]
public sealed record HandStart(
    [property: Id(0)] string JobId, [property: Id(1)] string MachineId, [property: Id(2)] string AccountId, [property: Id(3)] string By, [property: Id(4)] string? Override);
