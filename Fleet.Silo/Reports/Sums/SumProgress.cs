namespace Fleet.Silo.Reports.Sums;

/// <summary>How far the summing of the ledger is, while a report must wait for it.</summary>
public sealed record SumProgress(int DaysDone, int Days)
{
    public string Sentence => $"The ledger's days are being added up for the first time, or again after a change: {DaysDone} of {Days} days are done. Nothing is lost; ask again in a minute.";
}
