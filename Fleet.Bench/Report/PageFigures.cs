using System.Diagnostics;
using System.Globalization;
using Fleet.Silo.Desk;
using Fleet.Silo.Reports;
using Fleet.Silo.Reports.Export;
using Fleet.Silo.Reports.Sheets;
using Fleet.Silo.Reports.Sums;
using Fleet.Silo.Storage;

namespace Fleet.Bench.Report;

/// <summary>Times what a report page shows: every kind, grouping and kind of period once after the server's start, and once more.</summary>
sealed class PageFigures
{
    static readonly Visitor Officer = new("officer", "Officer", Role.Officer);

    readonly string _engine;
    readonly SheetDesk _desk;
    readonly InventoryDesk _inventories;

    public PageFigures(IDatabase database, string engine, DateTimeOffset now)
    {
        _engine = engine;
        var clock = new BenchClock { Now = now };
        var supplies = new SupplyOverTime(database);
        var sums = BenchLedger.SumsOf(database, clock);
        var reader = new SumReader(database, sums, clock);
        var factors = new FootprintFactors(database, supplies);
        _desk = new SheetDesk(database, reader, factors, clock);
        _inventories = new InventoryDesk(database, reader, sums, factors, _desk);
    }

    public async Task Pages(List<ReportRow> rows)
    {
        var (year, end) = (YearOfLedger.Start, YearOfLedger.Start.AddYears(1));
        var pages = (from kind in Enum.GetValues<ReportKind>() from grouping in Grouping.All where grouping != "state" || kind is ReportKind.Energy or ReportKind.Footprint
                     from period in new[] { (From: year, To: end), (From: year.AddDays(14), To: end.AddDays(-14)), (From: end.AddDays(-31), To: end), (From: end.AddDays(-20), To: end.AddDays(10)) }
                     select new ReportQuestion(kind, Officer, period.From, period.To, grouping)).ToList();
        var first = new List<PageTime>();
        var again = new List<PageTime>();
        foreach (var page in pages)
        {
            var name = $"{Core.Word.Of(page.Kind)} by {page.GroupBy}, {(page.To - page.From)!.Value.TotalDays:0} days";
            first.Add(await Time(name, () => Read(page)));
            again.Add(await Time(name, () => Read(page)));
        }
        var (median, slowest, cold) = (again.OrderBy(page => page.Seconds).ElementAt(again.Count / 2), again.MaxBy(page => page.Seconds)!, first.MaxBy(page => page.Seconds)!);
        rows.Add(new(_engine, $"a report page's data, warm, median of {pages.Count}", median.Seconds * 1000, "ms", 500, median.CpuMs));
        rows.Add(new(_engine, $"a report page's data, warm, slowest ({slowest.Page})", slowest.Seconds * 1000, "ms", 500, slowest.CpuMs));
        rows.Add(new(_engine, $"the first page after the start ({first[0].Page})", first[0].Seconds, "s", 2, first[0].CpuMs));
        rows.Add(new(_engine, $"a report page's data, first time, slowest ({cold.Page})", cold.Seconds, "s", 2, cold.CpuMs));
        foreach (var (word, times) in new[] { ("first time", first), ("warm", again) })
            foreach (var page in times.OrderByDescending(page => page.Seconds).Take(5))
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_engine}: {word}: {page.Page}: {page.Seconds * 1000:0} ms, {page.CpuMs:0} ms of a core"));
    }

    public async Task Heavy(List<ReportRow> rows)
    {
        var (year, end) = (YearOfLedger.Start, YearOfLedger.Start.AddYears(1));
        var drawn = await Time("", () => Read(new(ReportKind.Footprint, Officer, end.AddDays(-31), end, "machine", Seed: 1)));
        rows.Add(new(_engine, $"footprint of a month by machine with {SheetDesk.Rounds} draws", drawn.Seconds, "s", 2, drawn.CpuMs));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var peak = new PeakMemory();
        long bytes = 0;
        var zip = await Time("", async () =>
        {
            var inventory = (await _inventories.Read(new(ReportKind.Energy, Officer, year, end, "machine"))).Value!;
            using var stream = new MemoryStream();
            InventoryDesk.WriteOpenLca(inventory, stream);
            bytes = stream.Length;
            return inventory;
        });
        rows.Add(new(_engine, $"openLCA zip of the year ({bytes / 1_000_000.0:0.0} MB)", zip.Seconds, "s", 20, zip.CpuMs));
        rows.Add(new(_engine, "managed memory that it takes at its peak", (peak.MostBytes - before) / 1_000_000.0, "MB", 300));
    }

    async Task<ReportSheet> Read(ReportQuestion question) =>
        await _desk.Read(question) is { Value: { } sheet } ? sheet : throw new InvalidOperationException("A page was refused; there is nothing to time.");

    /// <summary>Seconds on the wall. On a computer that others use too they say more of the others; what the work itself took is in <see cref="PageTime.CpuMs"/>.</summary>
    static async Task<PageTime> Time<T>(string page, Func<Task<T>> work)
    {
        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await work();
        var seconds = watch.Elapsed.TotalSeconds;
        self.Refresh();
        return new(page, seconds, (self.TotalProcessorTime - cpu).TotalMilliseconds);
    }
}
