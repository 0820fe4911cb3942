using System.Globalization;

namespace Fleet.Bench.Start;

/// <summary>
/// What a person feels of the server: how soon the first page is there, what it weighs, what the server holds when idle, and how
/// soon a click reaches the wire. Real processes, a real browser, a real pty.
/// </summary>
static class StartBench
{
    const int Starts = 3;
    const int Commands = 200;

    public static async Task<int> Run(string[] args)
    {
        var rows = new List<StartRow>();
        var seconds = new List<double>();
        var summedMb = new List<double>();
        var onceMb = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            await using var server = new MeasuredServer(demo: false);
            seconds.Add(await server.Start());
            await server.Settle();
            var resident = server.ResidentMegabytes();
            summedMb.Add(resident.Summed);
            onceMb.Add(resident.Once);
        }
        rows.Add(new("cold start to the first usable page", Median(seconds), "s", 4));
        rows.Add(new("resident idle, server + agent, shared pages once", Median(onceMb), "MB", 250));
        rows.Add(new("resident idle, the same, both processes' RSS summed", Median(summedMb), "MB", null));

        await using (var server = new MeasuredServer(demo: true))
        {
            await server.Start();
            rows.Add(new("first page transferred", await FirstPage.TransferredKilobytes(server), "kB", 300));
            var delaysMs = await CommandDelay.Measure(server, Commands);
            rows.Add(new("command in the browser to the serial port, median", Quantile(delaysMs, 0.5), "ms", null));
            rows.Add(new("command in the browser to the serial port, p99", Quantile(delaysMs, 0.99), "ms", 50));
        }
        Print(rows);
        return 0;
    }

    static double Median(List<double> values) => Quantile(values, 0.5);

    static double Quantile(List<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
    }

    static void Print(List<StartRow> rows)
    {
        Console.WriteLine();
        Console.WriteLine($"{"figure",-56}{"measured",12}{"wanted",12}");
        foreach (var row in rows)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{row.Figure,-56}{$"{row.Measured:0.0} {row.Unit}",12}{(row.Most is { } most ? $"≤ {most} {row.Unit}" : ""),12}"));
        Console.WriteLine();
        Console.WriteLine($"{Starts} starts, median; {Commands} commands; {Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}.");
    }
}
