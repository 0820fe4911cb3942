namespace Fleet.Core.Scheduling.Planning;

/// <summary>What keeps a run from starting on one machine now.</summary>
/// <param name="Unmet">Every condition with its remedy; empty when it could start at once.</param>
/// <param name="Best">Its best place there, and what that costs more; null when it can have none.</param>
public sealed record MachineVerdict(string MachineId, IReadOnlyList<Condition> Unmet, Alternative? Best)
{
    /// <summary>No waiting helps: the machine cannot make it as things are.</summary>
    public bool Never => Unmet.Any(condition => condition.Lasting);
}
