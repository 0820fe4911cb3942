namespace Fleet.Core.Scheduling.Planning;

/// <summary>One run whose place differs between two plans.</summary>
/// <param name="Old">Null: it had none.</param>
/// <param name="New">Null: it has none any more.</param>
/// <param name="Reason">Why its new place is where it is, as a sentence.</param>
public sealed record PlanMove(string RunId, PlannedRun? Old, PlannedRun? New, string Reason)
{
    /// <summary>Slots later; negative when earlier, null when it had or has no place.</summary>
    public int? LaterSlots => New is null || Old is null ? null : New.StartSlot - Old.StartSlot;
}
