namespace Fleet.Core.Material;

/// <summary>A lot's books in g: opening − used − scrap − moved − unexplained = closing, always.</summary>
/// <param name="ScrapG">In no good part.</param>
/// <param name="MovedG">Went on as offcuts, which are lots of their own.</param>
/// <param name="UnexplainedG">What a scale found beyond the books; negative when it found more.</param>
public sealed record MaterialBalance(double OpeningG, double UsedG, double ScrapG, double MovedG, double UnexplainedG)
{
    public double ClosingG => OpeningG - UsedG - ScrapG - MovedG - UnexplainedG;
}
