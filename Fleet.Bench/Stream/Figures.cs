using System.Globalization;

namespace Fleet.Bench.Stream;

/// <summary>Results as the responder and the peers print them: <c>key=value</c>, blank-separated.</summary>
static class Figures
{
    internal static IReadOnlyDictionary<string, double> Read(string line)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string pair in line.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            if (pair.Split('=') is [var key, var value])
                values[key] = double.Parse(value, CultureInfo.InvariantCulture);
        return values;
    }

    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }
}
