using Fleet.Core.Footprint.Judging;
using Fleet.Core.Footprint.Ranges;
using Fleet.Silo.Desk;
using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Reports.Sheets;

/// <summary>Totals beside intensities, so that more use is not hidden by better use. Avoided burden and evidence are lists of their own.</summary>
static class UseSheet
{
    static readonly ReportColumn[] Columns =
    [
        new("runs", "runs", CellKind.Count, true), new("goodParts", "good_parts", CellKind.Count, true), new("people", "people", CellKind.Count, true),
        new("machineHours", "machine_h", CellKind.Hours, true), new("wh", "total_wh", CellKind.Wh, true), new("massGrams", "material_g", CellKind.Grams, true),
        new("kg", "total_location_kgco2e", CellKind.Kg, true), new("whPerGoodPart", "wh_per_good_part", CellKind.Wh, true), new("whPerHour", "wh_per_machine_h", CellKind.Wh, true),
        new("elasticity", "tapio_elasticity", CellKind.Ratio), new("tapio", "tapio_class", CellKind.Word), new("rebound", "rebound", CellKind.Share),
    ];

    static readonly ReportColumn[] Evidence = [new("entries", "entries", CellKind.Count), new("hours", "hours", CellKind.Hours), new("people", "people", CellKind.Count), new("firstTimers", "first_timers", CellKind.Count)];

    public static async Task<(IReadOnlyList<ReportTable>, IReadOnlyList<FactorNote>, IReadOnlyList<string>)> Tables(
        SheetFrame frame, IDatabase database, SumReading reading, FactorBasis basis, MonteCarlo? draw, CancellationToken cancellation)
    {
        var terms = new FootprintTerms(basis);
        var then = frame.Groups.Zip(frame.Then).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First, pair => pair.Second!);
        if (frame.TotalThen is not null)
            then[frame.Total] = frame.TotalThen;
        var main = frame.Table(Columns, group => Cells(group, then.GetValueOrDefault(group), terms, draw));
        terms.Location(frame.Total.Energy, record: true);
        terms.Material(frame.Total.Material, record: true);
        var period = new { from = reading.Calendar.StartOf(frame.Period.From), to = reading.Calendar.StartOf(frame.Period.To), workshop = Workshops.TheOne };
        var others = (await reading.Read("forWorkshop", frame.Period, cancellation)).Sum(part => part.Runs.Sum(cell => cell.Good));
        return ([main, AnswerTable.Of("displacement", await reading.Read("displacement", frame.Period, cancellation)), AnswerTable.Of("purposes", await reading.Read("purpose", frame.Period, cancellation)),
            await Social(database, others, period, cancellation)], terms.Used, [AnswerTable.NotNetted]);
    }

    static List<ReportCell> Cells(GroupSums group, GroupSums? before, FootprintTerms terms, MonteCarlo? draw)
    {
        var (wh, good, hours) = (group.Wh(), group.Good, group.Runs.Sum(cell => cell.Hours));
        double? Output(GroupSums? of) => of is null || of.Runs.Count == 0 ? null : of.Good;
        var tapio = Tapio.Of(before?.Wh(), wh, Output(before), Output(group));
        var location = terms.Location(group.Energy);
        var (material, unknownG) = terms.Material(group.Material);
        Term[]? all = location is null || unknownG > 0 ? null : [.. location, .. material];
        var kg = all is null ? null : draw is null ? Moments.Sum(all) : draw.Sum(all);
        return
        [
            group.RunCount, good, group.People.Count > 0 ? group.People.Count : ReportCell.Missing, group.Runs.Count > 0 ? hours : null, wh, group.Grams(cell => cell.Kind != "unexplained"),
            kg is not null ? kg.Median : all is null && wh is not null ? ReportCell.Withheld("A material in it, or a part of the energy, has no factor.") : ReportCell.Missing,
            good > 0 ? wh / good : null, hours > 0 ? wh / hours : null,
            tapio.Elasticity is { } t ? t : tapio.Withheld is TapioGuard.Missing ? ReportCell.Missing : ReportCell.Withheld(Sentence(tapio.Withheld)),
            tapio.Class is { } known ? ReportCell.OfWord(Word.Of(known)) : tapio.Withheld is TapioGuard.Missing ? ReportCell.Missing : ReportCell.Withheld(Sentence(tapio.Withheld)),
            Tapio.Rebound(before?.Wh(), wh, Output(before), Output(group)),
        ];
    }

    static string Sentence(TapioGuard? guard) => guard switch
    {
        TapioGuard.OutputHardlyChanged => "The number of good parts changed by less than 2 %: the quotient would say nothing.",
        _ => "There was no energy or no good part in the period before.",
    };

    static async Task<ReportTable> Social(IDatabase database, long forOthers, object period, CancellationToken cancellation)
    {
        var rows = (await database.List<(string Kind, string Code, string Version, long Entries, double? Hours, long? People, long? FirstTimers)>(
            """
            select kind, code, version, count(*), sum(hours), cast(sum(people) as bigint), cast(sum(first_timers) as bigint) from evidence
            where workshop_id = @workshop and at_ms >= @from and at_ms < @to and withdrawn_at_ms is null group by kind, code, version order by kind, code, version
            """, period, cancellation)).Select(row => new ReportRow($"{row.Kind}:{row.Code}{(row.Version.Length > 0 ? $" ({row.Version})" : "")}", row.Code,
                [row.Entries, row.Hours, row.People is { } people ? people : ReportCell.Missing, row.FirstTimers is { } first ? first : ReportCell.Missing], [])).ToList();
        var newcomers = await database.Find<long>("select count(*) from person_first where first_ms >= @from and first_ms < @to", period, cancellation);
        rows.Add(new("firstTimeUsers", "firstTimeUsers", [ReportCell.Missing, ReportCell.Missing, newcomers, newcomers], []));
        rows.Add(new("forOtherWorkshops", "forOtherWorkshops", [forOthers, ReportCell.Missing, ReportCell.Missing, ReportCell.Missing], []));
        return new("evidence", Evidence, rows, null);
    }
}
