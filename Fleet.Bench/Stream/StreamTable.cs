using System.Globalization;

namespace Fleet.Bench.Stream;

/// <summary>The bench's results, one row a sender and course.</summary>
sealed class StreamTable
{
    readonly List<string[]> _rows = [["course", "sender", "lines/s", "CPU s per 100 000", "gap p50 µs", "p99 µs", "worst µs", ""]];

    /// <summary>Some run lost or doubled something.</summary>
    internal bool Failed { get; private set; }

    internal void Add(string course, string name, double rate, double cpu, double p50, double p99, double worst, string note) =>
        _rows.Add([course, name, Text(rate, "0"), Text(cpu, "0.00"), Text(p50, "0"), Text(p99, "0"), Text(worst, "0"), note]);

    internal void Absent(string course, string name, string why) => _rows.Add([course, name, "-", "-", "-", "-", "-", why]);

    internal void Check(IReadOnlyDictionary<string, double> theirs, int lines, string failure)
    {
        if (failure.Length == 0 && theirs["lines"] == lines && theirs["bad_sums"] == 0 && theirs["bad_numbers"] == 0 && theirs["lost_bytes"] == 0)
            return;
        Failed = true;
        Console.WriteLine($"NOT WHOLE: {theirs["lines"]} of {lines} lines, {theirs["bad_sums"]} bad sums, {theirs["bad_numbers"]} out of order, "
            + $"{theirs["lost_bytes"]} bytes lost. {failure}");
    }

    internal void Print()
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (string[] row in _rows)
            Console.WriteLine(string.Join("  ", row.Select((cell, column) => column is > 1 and < 7 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
    }

    static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
