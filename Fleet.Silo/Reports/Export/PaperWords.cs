using System.Globalization;
using System.Text;
using Fleet.Silo.Reports.Sheets;

namespace Fleet.Silo.Reports.Export;

/// <summary>Codes, headers and figures as they stand on paper.</summary>
static class PaperWords
{
    /// <summary><c>wouldNotExistOtherwise</c>: would not exist otherwise.</summary>
    public static string Spaced(string code)
    {
        var text = new StringBuilder(code.Length + 8);
        foreach (var letter in code)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append(' ');
            text.Append(char.ToLowerInvariant(letter));
        }
        return text.ToString();
    }

    /// <summary>A group's name; groups without one are called by their code.</summary>
    public static string Name(ReportRow row) => row.Name == row.Key && row.Key.All(char.IsAsciiLetter) && char.IsLower(row.Key[0]) ? Spaced(row.Key) : row.Name;

    /// <summary><c>electricity_location_kgco2e_p5</c>: electricity location kg CO2e P5.</summary>
    public static string Header(string header) => string.Join(' ', header.Split('_').Select(word => word switch
    {
        "kgco2e" => "kg CO2e",
        "wh" => "Wh",
        "w" => "W",
        "p5" => "P5",
        "p95" => "P95",
        _ => word,
    }));

    public static string Title(ReportTable table, ReportKind kind) => table.Key switch
    {
        "main" => Title(kind),
        "idle" => "Idle machines",
        "warmUp" => "Warm-up by cause",
        "kinds" => "Where the material went",
        "tiers" => "Where the electricity's factors come from",
        "unknown" => "Materials without a factor",
        "displacement" => "What would have been without the part",
        "purposes" => "Runs by purpose",
        "evidence" => "Goals and evidence",
        _ => Spaced(table.Key),
    };

    public static string Title(ReportKind kind) => kind switch { ReportKind.Use => "Use and rebound", _ => kind.ToString() };

    public static string Figure(ReportCell cell, CellKind kind, CultureInfo culture) => cell switch
    {
        { Word: { } word } => Spaced(word),
        { Why: not null } => "(withheld)",
        { Number: null } => "–",
        { Number: { } number } => kind switch
        {
            CellKind.Share => number.ToString("0.0 %", culture),
            CellKind.Count => number.ToString("#,##0", culture),
            CellKind.Kg => Significant(number, culture),
            _ => number.ToString(Math.Abs(number) switch { >= 1000 => "#,##0", >= 100 => "0.#", _ => "0.##" }, culture),
        },
    };

    /// <summary>Two significant digits: a footprint is not known better.</summary>
    static string Significant(double number, CultureInfo culture)
    {
        if (number == 0)
            return "0";
        var digits = 1 - (int)Math.Floor(Math.Log10(Math.Abs(number)));
        return digits >= 0 ? number.ToString("F" + Math.Min(digits, 9), culture) : (Math.Round(number / Math.Pow(10, -digits)) * Math.Pow(10, -digits)).ToString("#,##0", culture);
    }
}
