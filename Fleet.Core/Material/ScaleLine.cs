using System.Globalization;
using System.Text.RegularExpressions;

namespace Fleet.Core.Material;

/// <summary>What a scale says on its serial line: one weighing a line.</summary>
/// <param name="Grams">As shown, tare included.</param>
/// <param name="Stable">It says that it has settled, or says nothing about it.</param>
public sealed partial record ScaleLine(double Grams, bool Stable)
{
    /// <summary>
    /// Reads the forms that workshop scales speak: A&amp;D and clones (<c>ST,GS,+00123.4  g</c>, <c>US</c> while it moves), Sartorius SBI
    /// (<c>N     +  123.4 g</c>, no unit while it moves), Kern (<c>S S 123.4 g</c>, <c>S D</c> while it moves) and plain numbers with a unit.
    /// </summary>
    /// <returns>Null for a line without a weighing: noise, an overload, a unit that is none of mass.</returns>
    public static ScaleLine? Read(string line)
    {
        var found = Weighing().Match(line);
        if (!found.Success || Overload().IsMatch(line))
            return null;
        var unit = found.Groups["unit"].Value.ToLowerInvariant();
        double? toGrams = unit switch { "g" => 1, "kg" => 1000, "mg" => 0.001, "oz" => 28.349523125, "lb" => 453.59237, "" => 1, _ => null };
        if (toGrams is not { } factor
            || !double.TryParse(found.Groups["number"].Value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        var moving = line.StartsWith("US", StringComparison.Ordinal) || line.StartsWith("S D", StringComparison.Ordinal) || unit.Length == 0;
        return new(found.Groups["sign"].Value == "-" ? -number * factor : number * factor, !moving);
    }

    [GeneratedRegex(@"(?<sign>[+-]?)\s*(?<number>\d+(?:[.,]\d+)?)\s*(?<unit>[a-zA-Z]*)\s*$")]
    private static partial Regex Weighing();

    [GeneratedRegex(@"^\s*(OL|S I|S \+|S -$|H{3,}|L{3,}|E\d)")]
    private static partial Regex Overload();
}
