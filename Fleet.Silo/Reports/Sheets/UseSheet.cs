using Fleet.Core.Footprint.Judging;
using Fleet.Core.Footprint.Ranges;
using Fleet.Silo.Desk;

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

    static readonly ReportColumn[] Answers = [new("jobs", "jobs", CellKind.Count), new("goodParts", "good_parts", CellKind.Count), new("share", "share_of_jobs", CellKind.Share)];
    static readonly ReportColumn[] Evidence = [new("entries", "entries", CellKind.Count), new("hours", "hours", CellKind.Hours), new("people", "people", CellKind.Count), new("firstTimers", "first_timers", CellKind.Count)];

    public static async Task<(IReadOnlyList<ReportTable>, IReadOnlyList<FactorNote>, IReadOnlyList<string>)> Tables(
        SheetFrame frame, IDatabase database, Calendar calendar, FactorBasis basis, MonteCarlo? draw, CancellationToken cancellation)
    {
        var terms = new FootprintTerms(basis);
        var then = frame.Groups.Zip(frame.Then).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First, pair => pair.Second!);
        if (frame.TotalThen is not null)
            then[frame.Total] = frame.TotalThen;
        var main = frame.Table(Columns, group => Cells(group, then.GetValueOrDefault(group), terms, draw));
        terms.Location(frame.Total.Energy, record: true);
        terms.Material(frame.Total.Material, record: true);
        var period = new { from = calendar.StartOf(frame.Period.From), to = calendar.StartOf(frame.Period.To), workshop = Workshops.TheOne };
        return ([main, await Displaced(database, period, cancellation), await Purposes(database, period, cancellation), await Social(database, period, cancellation)], terms.Used,
            ["What a part may have replaced is what people answered; it is not taken off any footprint."]);
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

    /// <summary>Jobs that ended, by the answer to: what would have happened without it? Blank is an answer too.</summary>
    static async Task<ReportTable> Displaced(IDatabase database, object period, CancellationToken cancellation)
    {
        var rows = await database.List<(string? Answer, long Jobs, long Good)>(
            """
            select job.displacement, count(distinct job.id), cast(sum(case when run.outcome = 'good' then 1 else 0 end) as bigint)
            from run join job on job.id = run.job_id where run.ended_at_ms >= @from and run.ended_at_ms < @to and run.started_at_ms is not null group by job.displacement
            """, period, cancellation);
        return Counted("displacement", rows);
    }

    static async Task<ReportTable> Purposes(IDatabase database, object period, CancellationToken cancellation)
    {
        var rows = await database.List<(string? Purpose, long Jobs, long Good)>(
            """
            select job.purpose, count(distinct job.id), cast(sum(case when run.outcome = 'good' then 1 else 0 end) as bigint)
            from run join job on job.id = run.job_id where run.ended_at_ms >= @from and run.ended_at_ms < @to and run.started_at_ms is not null group by job.purpose
            """, period, cancellation);
        return Counted("purposes", rows);
    }

    static ReportTable Counted(string key, IReadOnlyList<(string? Word, long Jobs, long Good)> rows)
    {
        var all = rows.Sum(row => row.Jobs);
        return new(key, Answers, [.. rows.OrderByDescending(row => row.Jobs).ThenBy(row => row.Word, StringComparer.Ordinal)
            .Select(row => new ReportRow(row.Word ?? "notAnswered", row.Word ?? "notAnswered", [row.Jobs, row.Good, all > 0 ? (double)row.Jobs / all : null], []))], null);
    }

    static async Task<ReportTable> Social(IDatabase database, object period, CancellationToken cancellation)
    {
        var rows = (await database.List<(string Kind, string Code, string Version, long Entries, double? Hours, long? People, long? FirstTimers)>(
            """
            select kind, code, version, count(*), sum(hours), cast(sum(people) as bigint), cast(sum(first_timers) as bigint) from evidence
            where workshop_id = @workshop and at_ms >= @from and at_ms < @to and withdrawn_at_ms is null group by kind, code, version order by kind, code, version
            """, period, cancellation)).Select(row => new ReportRow($"{row.Kind}:{row.Code}{(row.Version.Length > 0 ? $" ({row.Version})" : "")}", row.Code,
                [row.Entries, row.Hours, row.People is { } people ? people : ReportCell.Missing, row.FirstTimers is { } first ? first : ReportCell.Missing], [])).ToList();
        var newcomers = await database.Find<long>("select count(*) from person_first where first_ms >= @from and first_ms < @to", period, cancellation);
        var others = await database.Find<long>(
            "select count(distinct job.id) from run join job on job.id = run.job_id where run.ended_at_ms >= @from and run.ended_at_ms < @to and job.for_workshop <> ''", period, cancellation);
        rows.Add(new("firstTimeUsers", "firstTimeUsers", [ReportCell.Missing, ReportCell.Missing, newcomers, newcomers], []));
        rows.Add(new("forOtherWorkshops", "forOtherWorkshops", [others, ReportCell.Missing, ReportCell.Missing, ReportCell.Missing], []));
        return new("evidence", Evidence, rows, null);
    }
}
