namespace Fleet.Core.Material;

/// <summary>
/// What a weighing scale reports on USB: HID usage page 0x8D, the scale data report (HID Point of Sale Usage Tables 1.02, section 4).
/// <code>
///   03      04       0B     FF         0B 00
///   report  status   unit   exponent   weight, low byte first      11 × 10⁻¹ oz
/// </code>
/// </summary>
public static class ScaleReport
{
    const byte DataReport = 3;

    /// <summary>The longest that a scale sends; readers ask for as much.</summary>
    public const int LongestBytes = 64;

    /// <returns>Null for a report that is no weighing: a fault, an overload, a scale that wants to be set to zero, a unit that is no mass in grams.</returns>
    public static ScaleLine? Read(ReadOnlySpan<byte> report)
    {
        if (report.Length < 6 || report[0] != DataReport || GramsOf(report[2]) is not { } grams)
            return null;
        var exponent = (sbyte)report[3];
        if (exponent is < -9 or > 9)
            return null;
        var weight = (report[4] | (report[5] << 8)) * Math.Pow(10, exponent) * grams;
        return report[1] switch
        {
            2 => new(0, Stable: true),
            3 => new(weight, Stable: false),
            4 => new(weight, Stable: true),
            // Below zero the scale sends the size alone.
            5 => new(-weight, Stable: true),
            _ => null,
        };
    }

    /// <summary>Grams of one unit; null for units that a workshop's scale does not show.</summary>
    static double? GramsOf(byte unit) => unit switch { 1 => 0.001, 2 => 1, 3 => 1000, 4 => 0.2, 6 => 0.06479891, 11 => 28.349523125, 12 => 453.59237, _ => null };
}
