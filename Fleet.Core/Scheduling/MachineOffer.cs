namespace Fleet.Core.Scheduling;

/// <summary>A machine as the plan sees it at this moment.</summary>
/// <param name="Reason">Why it is not ready; empty when it is.</param>
/// <param name="Loaded">Materials on its tools; empty when nobody recorded any.</param>
public sealed record MachineOffer(
    string MachineId,
    string Name,
    string? Group,
    Profile Profile,
    MachineState State,
    string Reason,
    IReadOnlyList<LoadedMaterial> Loaded)
{
    /// <summary>Where it stands; empty when that does not matter.</summary>
    public string WorkshopId { get; init; } = "";

    public string WorkshopName { get; init; } = "";
}
