namespace Fleet.Silo.Desk.Views;

/// <summary>Why a job is planned where it is, and what speaks against every machine now.</summary>
/// <param name="Binding">What keeps its first copy from starting earlier.</param>
/// <param name="Machines">Those that need least first.</param>
[GenerateSerializer, Immutable, Alias("fleet.jobPlan")]
public sealed record JobPlanView(
    [property: Id(0)] string JobId,
    [property: Id(1)] IReadOnlyList<PlanBlockView> Places,
    [property: Id(2)] string Binding,
    [property: Id(3)] string Remedy,
    [property: Id(4)] IReadOnlyList<MachineVerdictView> Machines);
