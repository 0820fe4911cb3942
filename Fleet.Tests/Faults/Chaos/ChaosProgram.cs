using System.Globalization;
using System.Text;

namespace Fleet.Tests.Faults.Chaos;

/// <summary>A small part whose every move is different: the machine's own record tells which lines of which attempt it executed.</summary>
static class ChaosProgram
{
    public const int Moves = 150;
    const double ExtrusionPerMoveMm = 0.5;

    public const double LengthMm = Moves * ExtrusionPerMoveMm;

    public static byte[] Text { get; } = Encoding.ASCII.GetBytes(string.Join('\n', [
        "; a part of the damage test", "G90", "M83", "M104 S200", "G28", "M109 S200", "G92 E0", "G1 Z0.2 F600",
        .. Enumerable.Range(0, Moves).Select(Move), "M104 S0", "G1 Z20 F600", "M84", ""]));

    public static string Move(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"G1 X{20 + number % 60} Y{20 + number / 60 * 2 + number % 2}.{number:000} E{ExtrusionPerMoveMm} F2400");

    /// <summary>The move's number, or -1 for a line that is none of the part's moves.</summary>
    public static int NumberOf(string line) =>
        line.StartsWith("G1 X", StringComparison.Ordinal) && line.Split(' ') is [_, _, var y, ..] && y.Split('.') is [_, var digits]
        && int.TryParse(digits, CultureInfo.InvariantCulture, out var number) && Move(number) == line ? number : -1;
}
