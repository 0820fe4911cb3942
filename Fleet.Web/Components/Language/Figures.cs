using System.Globalization;
using Fleet.Silo.Reports.Sheets;

namespace Fleet.Web.Components.Language;

/// <summary>
/// Quantities as the reader writes them: the edge where SI meets culture. Three significant digits, a narrow no-break space before
/// the unit. A quantity that is missing is a dash, never a zero.
/// </summary>
public static class Figures
{
    public const string Missing = "–";
    const char Space = '\u202F';

    public static string Energy(double? wh) => wh switch
    {
        null => Missing,
        >= 1000 or <= -1000 => $"{Digits(wh.Value / 1000)}{Space}kWh",
        _ => $"{Digits(wh.Value)}{Space}Wh",
    };

    public static string Mass(double? grams) => grams switch
    {
        null => Missing,
        >= 1000 or <= -1000 => $"{Digits(grams.Value / 1000)}{Space}kg",
        _ => $"{Digits(grams.Value)}{Space}g",
    };

    /// <summary>kg CO₂e with two significant digits: a footprint is not known better.</summary>
    public static string Carbon(double? kg) => kg switch
    {
        null => Missing,
        0 => $"0{Space}g",
        > -1 and < 1 => $"{Significant(kg.Value * 1000)}{Space}g",
        >= 1000 or <= -1000 => $"{Significant(kg.Value / 1000)}{Space}t",
        _ => $"{Significant(kg.Value)}{Space}kg",
    };

    /// <summary>A cell of a report.</summary>
    /// <param name="word">For cells that hold one.</param>
    public static string Of(double? number, CellKind kind, string word) => kind switch
    {
        CellKind.Word => word.Length > 0 ? word : Missing,
        CellKind.Wh => Energy(number),
        CellKind.Grams => Mass(number),
        CellKind.Kg => Carbon(number),
        CellKind.Share => Percent(number),
        CellKind.Count => number is { } count ? count.ToString("N0", CultureInfo.CurrentCulture) : Missing,
        CellKind.Hours => number is { } hours ? $"{Digits(hours)}{Space}h" : Missing,
        CellKind.Watts => number is { } watts ? $"{Digits(watts)}{Space}W" : Missing,
        _ => number is { } ratio ? Digits(ratio) : Missing,
    };

    static string Significant(double value)
    {
        var size = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return size >= 1
            ? (Math.Round(value / Math.Pow(10, size - 1)) * Math.Pow(10, size - 1)).ToString("N0", CultureInfo.CurrentCulture)
            : value.ToString("N" + Math.Min(9, 1 - size), CultureInfo.CurrentCulture);
    }

    public static string Power(double? watts) => watts is { } w ? $"{w.ToString("N0", CultureInfo.CurrentCulture)}{Space}W" : Missing;

    public static string Celsius(double? degrees) => degrees is { } c ? $"{c.ToString("N0", CultureInfo.CurrentCulture)}{Space}°C" : Missing;

    public static string Percent(double? fraction) => fraction is { } f ? $"{(f * 100).ToString("N0", CultureInfo.CurrentCulture)}{Space}%" : Missing;

    public static string Millimetres(double mm) => mm.ToString("0.#", CultureInfo.CurrentCulture);

    /// <summary>The two largest units: <c>2 d 3 h</c>, <c>1 h 12 min</c>, <c>4 min</c>, <c>8 s</c>.</summary>
    public static string Duration(double? seconds)
    {
        if (seconds is not { } s || !double.IsFinite(s) || s < 0)
            return Missing;
        if (s < 60)
            return $"{s.ToString("N0", CultureInfo.CurrentCulture)}{Space}s";
        var minutes = (long)Math.Round(s / 60);
        return minutes switch
        {
            < 60 => $"{minutes}{Space}min",
            < 24 * 60 => $"{minutes / 60}{Space}h {minutes % 60}{Space}min",
            _ => $"{minutes / 1440}{Space}d {minutes % 1440 / 60}{Space}h",
        };
    }

    /// <summary>Date and minute in the workshop's zone.</summary>
    public static string When(DateTimeOffset? instant, TimeZoneInfo zone) =>
        instant is { } at ? TimeZoneInfo.ConvertTime(at, zone).ToString("g", CultureInfo.CurrentCulture) : Missing;

    /// <summary>Three significant digits, at most two of them behind the point.</summary>
    public static string Digits(double value)
    {
        var size = Math.Abs(value);
        var decimals = size switch { 0 or >= 100 => 0, >= 10 => 1, _ => 2 };
        return value.ToString("N" + decimals, CultureInfo.CurrentCulture);
    }
}
