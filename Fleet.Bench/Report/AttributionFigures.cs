using System.Diagnostics;
using System.Globalization;
using System.Text;
using Fleet.Core.Energy;
using Fleet.Core.Machines;
using Fleet.Core.Material.Milling;
using Fleet.Tests.Material.Milling;

namespace Fleet.Bench.Report;

/// <summary>
/// How far our numbers are from the truth: energy by run, held against simulated machines that know what they drew, and the volume that
/// milling removes, held against geometry.
/// </summary>
public static class AttributionFigures
{
    /// <summary>What a profile says of a small printer: right within some ten percent, as profiles are.</summary>
    static readonly PowerModel Profile = new()
    {
        StandbyW = 8, ReadyW = 90, WarmUpW = 250, ProcessingW = 140, CoolDownW = 15, RelativeUncertainty = 0.35, Source = "bench",
    };

    const double ClassLimit = 0.01;

    /// <summary>Prints the table; false when a figure is beyond its gap.</summary>
    public static bool Print(TextWriter to)
    {
        var ok = true;
        to.WriteLine("figure                                                        measured        wanted");
        void Row(string what, string measured, string wanted, bool holds)
        {
            ok &= holds;
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-60}  {measured,-14}  {wanted}{(holds ? "" : "   MISSED")}"));
        }
        void Errors(string what, Errors errors, double most)
        {
            Row($"{what}: mean error of a run's Wh, {errors.Runs} runs", Percent(errors.Mean), $"≤ {Percent(most)}", errors.Mean <= most);
            Row($"{what}: truth within P5–P95", Percent(errors.Within), "88–92 %", errors.Within is >= 0.88 and <= 0.92);
        }
        Errors("one plug per machine (1 mWh, class 1 %)", Metered(machines: 1, shifts: 60, runs: 12, stepWh: 0.001), 0.01);
        Errors("one plug per machine (1 Wh steps, class 1 %)", Metered(1, 60, 12, 1), 0.01 + 0.01);
        Errors("two machines on one plug", Metered(2, 40, 12, 0.001), 0.05);
        Errors("no meter, learnt model", Unmetered(shifts: 60, runs: 24), 0.08);
        var (gap, bound) = Damaged(shifts: 20);
        Row("10 % of the readings missing, 3 resets: books less counters", string.Create(CultureInfo.InvariantCulture, $"{gap:0.000000} Wh"), "0", gap < 1e-6);
        Row("… shifts whose truth lies within the stated bounds", Percent(bound), "100 %", bound >= 1);
        foreach (var (shape, removedMm3, geometryMm3) in Milled())
            Row($"removed volume, {shape}", Percent(Math.Abs(removedMm3 / geometryMm3 - 1)), "≤ 1 %", Math.Abs(removedMm3 / geometryMm3 - 1) <= 0.01);
        foreach (var (what, megabytes, seconds) in MillingSpeed())
            Row(string.Create(CultureInfo.InvariantCulture, $"10 MB of {what}"), string.Create(CultureInfo.InvariantCulture, $"{seconds / megabytes * 10:0.00} s"), "≤ 3 s", seconds / megabytes * 10 <= 3);
        return ok;
    }

    /// <summary>Errors of many runs.</summary>
    /// <param name="Mean">Mean of |ours − truth| / truth.</param>
    /// <param name="Within">Share of runs whose truth lies within the stated range.</param>
    public sealed record Errors(int Runs, double Mean, double Within)
    {
        internal static Errors Of(IReadOnlyList<(double Ours, double Low, double High, double Truth)> runs) => new(runs.Count,
            runs.Average(run => Math.Abs(run.Ours - run.Truth) / run.Truth), runs.Average(run => run.Low <= run.Truth && run.Truth <= run.High ? 1.0 : 0.0));
    }

    /// <summary>Machines behind a meter; the first quarter of each shift's runs teaches and does not count.</summary>
    public static Errors Metered(int machines, int shifts, int runs, double stepWh)
    {
        var measured = new List<(double, double, double, double)>();
        for (var shift = 0; shift < shifts; shift++)
        {
            var simulated = new SimulatedShift(1000 + shift, machines, runs, stepWh, ClassLimit);
            var (shares, _, _) = Book(simulated, machines);
            foreach (var run in shares.Where(share => share.Segment.RunId is not null).GroupBy(share => share.Segment.RunId!))
                if (Number(run.Key) > runs / 4)
                    measured.Add((run.Sum(share => share.Wh), run.Sum(share => share.LowWh), run.Sum(share => share.HighWh), simulated.TruthWh[(Machine(run.Key), run.Key)]));
        }
        return Errors.Of(measured);
    }

    /// <summary>A machine that had a plug for half of its runs; the others are booked from what it taught.</summary>
    public static Errors Unmetered(int shifts, int runs)
    {
        var measured = new List<(double, double, double, double)>();
        for (var shift = 0; shift < shifts; shift++)
        {
            var simulated = new SimulatedShift(2000 + shift, 1, runs, 0.001, ClassLimit);
            var half = simulated.Claims.TakeWhile(claim => claim.RunId is null || Number(claim.RunId) <= runs / 2).ToList();
            var book = Book(half, 1).Books["m0"];
            foreach (var (run, spans) in simulated.Spans.Where(run => Number(run.Key) > runs / 2))
            {
                var expected = spans.Select(span => book.Expect(span.Key, span.Value / 3600)).ToList();
                measured.Add((expected.Sum(span => span.Wh), expected.Sum(span => span.LowWh), expected.Sum(span => span.HighWh), simulated.TruthWh[("m0", run)]));
            }
        }
        return Errors.Of(measured);
    }

    /// <summary>Largest gap between the books and the meter's settled intervals, and the share of shifts whose truth lies within the bounds.</summary>
    public static (double GapWh, double WithinBounds) Damaged(int shifts)
    {
        double gap = 0;
        var within = 0;
        for (var shift = 0; shift < shifts; shift++)
        {
            var simulated = new SimulatedShift(3000 + shift, 1, 9, 0.001, ClassLimit, missing: 0.1, resets: 3);
            var (shares, _, settled) = Book(simulated, 1);
            gap = Math.Max(gap, Math.Abs(shares.Sum(share => share.Wh) - settled.Sum(one => one.Interval.Energy.Wh)));
            within += settled.Sum(one => one.Interval.Energy.LowWh) <= simulated.FlowedWh && simulated.FlowedWh <= settled.Sum(one => one.Interval.Energy.HighWh) ? 1 : 0;
        }
        return (gap, (double)within / shifts);
    }

    static (List<Share> Shares, Dictionary<string, PowerBook> Books, List<Settled> Settled) Book(SimulatedShift simulated, int machines) => Book(simulated.Claims, machines);

    /// <summary>In batches, as they arrive; what a batch taught is known from the next one on.</summary>
    static (List<Share> Shares, Dictionary<string, PowerBook> Books, List<Settled> Settled) Book(IReadOnlyList<Claim> claims, int machines)
    {
        string[] ids = [.. Enumerable.Range(0, machines).Select(number => $"m{number}")];
        var books = ids.ToDictionary(id => id, _ => PowerBook.FromProfile(Profile));
        var meter = new OpenMeter();
        var settled = new List<Settled>();
        foreach (var batch in claims.Chunk(50))
        {
            var step = MeterBooks.Take(meter, batch, new() { Machines = ids, Books = id => books[id], Traits = new() { Accuracy = ClassLimit } });
            meter = step.Next;
            settled.AddRange(step.Settled);
            foreach (var spell in step.Spells)
                books[spell.MachineId] = books[spell.MachineId].Learn(spell);
        }
        return ([.. settled.SelectMany(one => one.Shares)], books, settled);
    }

    static IEnumerable<(string Shape, double RemovedMm3, double GeometryMm3)> Milled()
    {
        var plate = new Stock(0, 0, 0, 100, 80, 6);
        foreach (var (shape, (program, mm3), kind) in MilledShapes.All())
            yield return (shape, Sweep(program, plate, new(kind, 6)), mm3);
    }

    static IEnumerable<(string What, double Megabytes, double Seconds)> MillingSpeed()
    {
        var plate = new Stock(0, 0, 0, 100, 80, 6);
        var relief = MilledShapes.Relief(0.028, 0.1).Program;
        yield return ("relief (ball, 3D)", relief.Length / 1e6, Timed(() => Sweep(relief, plate, new(CutterKind.Ball, 6))));
        var pockets = new StringBuilder();
        while (pockets.Length < 10_000_000)
            pockets.Append(MilledShapes.RoundPocket().Program.Replace("M2\n", "", StringComparison.Ordinal)).Append(MilledShapes.Drilled().Program.Replace("M2\n", "", StringComparison.Ordinal));
        var text = pockets.ToString();
        yield return ("pockets and holes (flat, arcs)", text.Length / 1e6, Timed(() => Sweep(text, plate, new(CutterKind.Flat, 6))));
    }

    static double Sweep(string program, Stock stock, Cutter cutter) =>
        StockSweep.Of(new MemoryStream(Encoding.ASCII.GetBytes(program)), null, new(stock, new Dictionary<int, Cutter> { [0] = cutter }), CancellationToken.None)!.RemovedMm3;

    static double Timed(Action act)
    {
        act();
        var start = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static int Number(string run) => int.Parse(run.AsSpan(run.IndexOf('-', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

    static string Machine(string run) => run[..run.IndexOf('-', StringComparison.Ordinal)];

    static string Percent(double part) => (part * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %";
}
