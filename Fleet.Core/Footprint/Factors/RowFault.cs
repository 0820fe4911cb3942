namespace Fleet.Core.Footprint.Factors;

/// <summary>What is wrong with one row of a file that somebody wants to import.</summary>
/// <param name="Row">1 is the first line of the file; 0 is the file as a whole.</param>
/// <param name="Refused">False: the row is used and flagged.</param>
public sealed record RowFault(int Row, string Sentence, bool Refused = true)
{
    public override string ToString() => Row == 0 ? Sentence : $"Row {Row}: {Sentence}";
}
