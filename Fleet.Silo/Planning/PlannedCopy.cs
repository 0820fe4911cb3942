namespace Fleet.Silo.Planning;

/// <summary>A copy of a job in the plan.</summary>
/// <param name="Number">From 1, among the copies that wait. Copies are alike: the first number starts first.</param>
/// <param name="RunId">The run that it is already; null while it waits.</param>
public sealed record PlannedCopy(string JobId, int Number, string Name, string? RunId = null)
{
    public static string Key(string jobId, int number) => $"{jobId}/{number}";
}
