namespace Fleet.Core.Material;

/// <summary>
/// For one tool of a program: of the first so many millimetres of filament, how many are no part of the product. Straight between its
/// points. So a run that ended early is divided by what it had made until then, not by the program as a whole.
/// </summary>
public sealed class FeatureCurve
{
    /// <summary>Kinds that slicers mark.</summary>
    public static IReadOnlyList<ScrapKind> Kinds { get; } = [ScrapKind.Support, ScrapKind.Purge, ScrapKind.Skirt];

    readonly double[] _lengthMm;
    readonly double[][] _scrapMm;

    /// <param name="lengthMm">Rising.</param>
    /// <param name="scrapMm">By kind, in the order of <see cref="Kinds"/>: cumulative at each length.</param>
    internal FeatureCurve(double[] lengthMm, double[][] scrapMm) => (_lengthMm, _scrapMm) = (lengthMm, scrapMm);

    public double TotalMm => _lengthMm.Length == 0 ? 0 : _lengthMm[^1];

    /// <summary>Scrap of a kind within the first so many millimetres; beyond the end, that of the whole program.</summary>
    public double ScrapMm(ScrapKind kind, double lengthMm)
    {
        var index = Kinds.ToList().IndexOf(kind);
        if (index < 0 || _lengthMm.Length == 0 || lengthMm <= 0)
            return 0;
        var sums = _scrapMm[index];
        var at = Array.BinarySearch(_lengthMm, lengthMm);
        if (at >= 0)
            return sums[at];
        at = ~at;
        if (at >= _lengthMm.Length)
            return sums[^1];
        var (fromMm, fromSum) = at == 0 ? (0, 0) : (_lengthMm[at - 1], sums[at - 1]);
        return fromSum + (sums[at] - fromSum) * (lengthMm - fromMm) / (_lengthMm[at] - fromMm);
    }
}
