using Fleet.Core.Energy;
using Fleet.Core.Footprint.Ranges;
using Fleet.Silo.Desk;
using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Reports.Sheets;

/// <summary>Where reports are asked for. Reads sums, factors and names; no grain is asked.</summary>
public sealed class SheetDesk(IDatabase database, SumReader reader, FootprintFactors factors, TimeProvider time)
{
    /// <summary>Name and version of the arithmetic; raised when the same ledger would give other figures.</summary>
    public const string Method = "fleet-report 1";

    /// <summary>Rounds of drawing.</summary>
    public const int Rounds = 1000;

    public static IReadOnlyList<string> NotIncluded { get; } = ["rooms", "machines", "peripherals", "computers", "transport", "useAndDisposal"];

    public async Task<Answer<ReportSheet>> Read(ReportQuestion question, CancellationToken cancellation = default)
    {
        var name = Grouping.All.FirstOrDefault(known => known.Equals(question.GroupBy ?? "machine", StringComparison.OrdinalIgnoreCase));
        if (name is null)
            return Refusal.Invalid("groupBy", $"'{question.GroupBy}' is no grouping. Known are {string.Join(", ", Grouping.All)}.");
        if (name == "state" && question.Kind != ReportKind.Energy && question.Kind != ReportKind.Footprint)
            return Refusal.Invalid("groupBy", "Material and parts belong to runs, not to what a machine was doing. Group by machine, purpose or material.");
        if (name == "state" && question.View == OverheadView.Full)
            return Refusal.Invalid("view", "By state a report shows what machines did, so overhead stands by itself. Choose the direct view, or group by machine, purpose or material.");
        if (name == "member" && question.ForPublic)
            return Refusal.Invalid("groupBy", "A public report does not list people. Group by machine, purpose or material.");
        var reading = await reader.Begin(cancellation);
        var calendar = reading.Calendar;
        if (PeriodOf(question, calendar) is not { } period)
            return Refusal.Invalid("period", "The period ends before it begins. Choose a later end.");
        var before = question.Compare ? period.Before() : null;
        // Who came for the first time is known only when all days are.
        Period[] asked = question.Kind == ReportKind.Use ? [new(DateOnly.MinValue, period.To)] : before is null ? [period] : [period, before];
        if (await reading.Lacks(asked, cancellation) is { } progress)
            return Refusal.Conflict("summing", progress.Sentence);
        var grouping = await Grouping.Read(name, database, cancellation);
        var now = grouping.Divide(await Sums(reading, grouping, question.View, period, cancellation));
        var then = before is null ? [] : grouping.Divide(await Sums(reading, grouping, question.View, before, cancellation));
        var shown = grouping.Veil(now, question.Visitor, question.ForPublic);
        var shownThen = grouping.Veil(then, question.Visitor, question.ForPublic);
        var frame = new SheetFrame(question, grouping, shown, [.. shown.Select(group => shownThen.FirstOrDefault(other => other.Key == group.Key))],
            GroupSums.Total(now), before is null ? null : GroupSums.Total(then), period, before);
        if (question.Kind == ReportKind.Use && grouping.Dimension == "machine")
        {
            // Who used one machine is nobody's business; how many used the workshop is.
            foreach (var (total, its) in new[] { (frame.Total, period), (frame.TotalThen, before) })
                if (total is not null && its is not null)
                    total.People.UnionWith((await reading.Read("purpose", its, cancellation)).SelectMany(part => part.People).Select(person => person.OwnerId));
        }
        var workshops = await WorkshopNames.Read(database, cancellation);
        var draw = question.Seed is { } seed ? new MonteCarlo(seed, Rounds) : null;
        var (tables, used, notes) = question.Kind switch
        {
            ReportKind.Energy => await EnergySheet.Tables(frame, database, cancellation),
            ReportKind.Material => MaterialSheet.Tables(frame),
            ReportKind.Footprint => FootprintSheet.Tables(frame, await factors.Of(cancellation), workshops, await reading.Read("displacement", period, cancellation), draw),
            _ => await UseSheet.Tables(frame, database, reading, await factors.Of(cancellation), draw, cancellation),
        };
        return new ReportSheet(question.Kind, Instants.At(calendar.StartOf(period.From)), Instants.At(calendar.StartOf(period.To)), period, calendar.Zone.Id, name, before, workshops.Together,
            Boundary(question.Kind), NotIncluded, Coverage(frame.Total), tables, used, [.. notes, .. question.View == OverheadView.Full ? [FullView.Note] : Array.Empty<string>(), .. Running(period, calendar)], Method, draw?.Seed, question.View);
    }

    static async Task<IReadOnlyList<PeriodSums>> Sums(SumReading reading, Grouping grouping, OverheadView view, Period period, CancellationToken cancellation)
    {
        var sums = await reading.Read(grouping.Dimension, period, cancellation);
        return view == OverheadView.Direct ? sums
            : grouping.Dimension == "machine" ? FullView.OfMachines(sums)
            : FullView.OfGroups(sums, await reading.Read("machine", period, cancellation), await reading.Read(FullView.Together(grouping.Dimension), period, cancellation));
    }

    Period? PeriodOf(ReportQuestion question, Calendar calendar)
    {
        var today = calendar.DayOf(time.NowMs());
        var from = question.From is { } start ? calendar.DayOf(start.ToUnixTimeMilliseconds()) : Calendar.MonthOf(today);
        var to = question.To is { } end ? calendar.DayUpTo(end.ToUnixTimeMilliseconds()) : Calendar.MonthOf(from).AddMonths(1);
        return to > from ? new(from, to) : null;
    }

    IEnumerable<string> Running(Period period, Calendar calendar) =>
        calendar.StartOf(period.To) > time.NowMs() ? ["The period is not over; its figures still grow."] : [];

    static string Boundary(ReportKind kind) => kind switch
    {
        ReportKind.Energy => "Electrical energy at the machines' plugs.",
        ReportKind.Material => "Material pushed through the tools or cut from sheets, by lot.",
        ReportKind.Footprint => "Electricity at the machines' plugs and the making of the material (cradle to gate), kg CO2e.",
        _ => "Use of the machines beside their energy: totals before intensities. Avoided burden is not part of the footprint.",
    };

    static ReportCoverage Coverage(GroupSums total)
    {
        static double? Of(double? part, double? whole) => whole > 0 ? (part ?? 0) / whole : null;
        var wh = total.Wh();
        var grid = wh - (total.Sum(null, cell => cell.RoofWh) ?? 0);
        var runs = total.RunCount;
        return new(Of(total.Wh(cell => Bases.IsMeasured(cell.Basis)), wh), Of(total.Grams(cell => cell.Basis is "lotDensity" or "weighed"), total.Grams()),
            runs > 0 ? 1 - ((double)total.Runs.Sum(cell => cell.Unjudged) / runs) : null, Of(total.Sum(null, cell => cell.SlotWh), grid));
    }
}
