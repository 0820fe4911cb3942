namespace Fleet.Silo.Desk;

/// <summary>What somebody wants to know before deciding.</summary>
/// <param name="Kind"><c>pin</c> (a job on a machine, at a time), <c>now</c> (a job), <c>release</c> (a job's pin), <c>machineDown</c>,
/// <c>personAway</c>, <c>waitForWind</c>.</param>
/// <param name="Until">Of an absence; null: until the end of the plan.</param>
/// <param name="Times">How many times carbon weighs; 10 without a word.</param>
/// <param name="Workshop">Whose plan is asked where neither job nor machine says it; null: the first one's.</param>
[GenerateSerializer, Immutable, Alias("fleet.planQuestion")]
public sealed record PlanQuestion(
    [property: Id(0)] string? Kind,
    [property: Id(1)] string? JobId = null,
    [property: Id(2)] string? MachineId = null,
    [property: Id(3)] string? PersonId = null,
    [property: Id(4)] DateTimeOffset? From = null,
    [property: Id(5)] DateTimeOffset? Until = null,
    [property: Id(6)] int? Times = null,
    [property: Id(7)] string? Workshop = null)
{
    public static IReadOnlyList<string> Kinds { get; } = ["pin", "now", "release", "machineDown", "personAway", "waitForWind"];
}
