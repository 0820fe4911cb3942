using System.Globalization;

namespace Fleet.Agent.Meters;

/// <summary>
/// Smallest step of a counter, told by its decimals: 12.345 counts in thousandths. Trailing zeros are often left out, so the finest step
/// seen counts.
/// </summary>
sealed class CounterStep
{
    const int MostDecimals = 6;

    int _decimals = -1;

    /// <param name="text">The number as the meter wrote it.</param>
    /// <param name="toWh">Factor from its unit.</param>
    public double Of(string text, double toWh)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 || text.Contains('e', StringComparison.OrdinalIgnoreCase) ? 0 : text.Length - point - 1;
        _decimals = Math.Max(_decimals, Math.Min(decimals, MostDecimals));
        return Math.Pow(10, -_decimals) * toWh;
    }

    /// <summary>A number as meters write it: a point for the decimals, whatever the country.</summary>
    public static double? Read(string text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
