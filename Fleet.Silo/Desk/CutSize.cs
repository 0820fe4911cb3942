namespace Fleet.Silo.Desk;

/// <summary>A piece of a sheet: length and width, or for an irregular one its area. mm, mm².</summary>
public sealed record CutSize(double? LengthMm = null, double? WidthMm = null, double? AreaMm2 = null, int Count = 1)
{
    /// <summary>Null when neither area nor both sides are said, or one of them cannot be.</summary>
    public double? Mm2 => Count is < 1 or > 10_000 ? null
        : AreaMm2 is { } area ? area is > 0 and < 1e9 ? area * Count : null
        : LengthMm is > 0 and < 1e5 && WidthMm is > 0 and < 1e5 ? LengthMm * WidthMm * Count : null;
}
