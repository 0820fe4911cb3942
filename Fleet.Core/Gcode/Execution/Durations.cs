using System.Buffers;
using System.Globalization;

namespace Fleet.Core.Gcode.Execution;

/// <summary>"1d 2h 3m 4s", "1 hour 2 minutes", "01:02:03", "5085": seconds.</summary>
static class Durations
{
    static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    public static double? Parse(string text)
    {
        double sum = 0;
        bool any = false;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.Contains(':') && TimeSpan.TryParse(rest, CultureInfo.InvariantCulture, out TimeSpan clock))
            return clock.TotalSeconds;
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExcept(NumberCharacters);
            if (!double.TryParse(digits < 0 ? rest : rest[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
                break;
            any = true;
            rest = digits < 0 ? [] : rest[digits..].TrimStart();
            double unit = rest.IsEmpty ? 1 : char.ToLowerInvariant(rest[0]) switch
            {
                'd' => 86_400,
                'h' => 3600,
                'm' => 60,
                _ => 1,
            };
            sum += value * unit;
            int next = rest.IndexOfAnyInRange('0', '9');
            rest = next < 0 ? [] : rest[next..];
        }

        return any && double.IsFinite(sum) ? sum : null;
    }
}
