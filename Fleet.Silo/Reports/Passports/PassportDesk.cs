using System.Security.Cryptography;
using System.Text.Json;
using Fleet.Core.Energy;
using Fleet.Core.Footprint.Exchange;
using Fleet.Core.Footprint.Ranges;
using Fleet.Silo.Desk;
using Fleet.Silo.Reports.Sheets;
using Fleet.Silo.Reports.Sums;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Reports.Passports;

/// <summary>
/// Issues the passport of a finished part under a code that nobody can guess: material, energy and footprint of all attempts that led to
/// it. It can be read by everybody who has the part in hand; a person is named on it only by consent.
/// </summary>
public sealed class PassportDesk(IDatabase database, DaySummer summer, LedgerSums sums, FootprintFactors factors, TimeProvider time)
{
    const int CodeLength = 12;
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<PassportDocument?> Find(string code) =>
        await database.Find<string>("select document from passport where code = @code", new { code }) is { } document ? JsonSerializer.Deserialize<PassportDocument>(document, Json) : null;

    public Task<string?> CodeOf(string runId) => database.Find<string>("select code from passport where run_id = @runId", new { runId });

    /// <summary>Issues it, or computes it anew under the same code.</summary>
    public async Task<Answer<PassportDocument>> Issue(string runId, Visitor visitor)
    {
        if (await database.Find<RunRow>("select * from run where id = @runId", new { runId }) is not { } run)
            return Refusal.NotFound("run", runId);
        var job = (await database.Find<JobStory>("select job.*, account.name as owner_name from job left join account on account.id = job.owner_id where job.id = @JobId", run))!;
        if (visitor.Role < Role.Operator && !(visitor.Role == Role.Member && job.OwnerId == visitor.AccountId))
            return Refusal.Forbidden("This job belongs to somebody else. Ask them or an operator.");
        if (run.Outcome != "good")
            return Refusal.Conflict("notGood", "A passport is for a finished part. Say first that the part is good.");
        var code = await CodeOf(runId) ?? NewCode();
        var document = await Compute(code, run, job);
        await database.Execute(
            """
            insert into passport (code, run_id, document, by_account, at_ms) values (@code, @runId, @text, @by, @now)
            on conflict (run_id) do update set document = excluded.document, by_account = excluded.by_account, at_ms = excluded.at_ms
            """, new { code, runId, text = JsonSerializer.Serialize(document, Json), by = visitor.Name, now = time.NowMs() });
        return document;
    }

    /// <summary>What the exports ask of it.</summary>
    public static MadeThing ToThing(PassportDocument passport) => new(passport.Title, passport.Workshop, passport.MachineClass, string.Join(", ", passport.Material.Select(used => used.Material)),
        passport.MassGrams, passport.EnergyWh, passport.Attempts, passport.Purpose, DateOnly.FromDateTime(passport.MadeAt.UtcDateTime), passport.DesignLicence, passport.DesignUrl, passport.DocumentationUrl, passport.Tags);

    /// <summary>The PACT document, or why there is none.</summary>
    public async Task<Answer<byte[]>> Pact(string code)
    {
        if (await Find(code) is not { } passport)
            return Refusal.NotFound("passport", code);
        if (passport.Footprint is not { } footprint || passport.MassGrams is not { } grams)
            return Refusal.Conflict("noFootprint", passport.WhyNoFootprint ?? "The part's footprint is not known.");
        var library = (await factors.Of()).Library;
        double carbonKg = 0, uptakeKg = 0;
        foreach (var used in passport.Material)
        {
            if (PactFootprint.FossilCarbonKgPerKg(used.Material) is not { } carbon)
                return Refusal.Conflict("fossilCarbon", $"PACT asks for the fossil carbon in the part, and that of {used.Material} is not known.");
            carbonKg += carbon * used.MassGrams / 1000;
            uptakeKg += Math.Min(0, library.Material(used.Material)?.Factor.Gwp.BiogenicKg ?? 0) * used.MassGrams / 1000;
        }
        var month = new DateTimeOffset(passport.MadeAt.Year, passport.MadeAt.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var workshopId = await database.Find<string>("select machine.workshop_id from run join machine on machine.id = run.machine_id where run.id = @RunId", passport) ?? Workshops.TheOne;
        return PactFootprint.Write(ToThing(passport), new(workshopId, code, footprint.Median - uptakeKg, footprint.Median, carbonKg, grams / 1000, passport.MeasuredShare ?? 0, month, month.AddMonths(1), time.GetUtcNow(),
            $"Electricity at the plug and the making of the material, all attempts included. Not included: {passport.NotIncluded}. No cut-off was applied inside this boundary."));
    }

    async Task<PassportDocument> Compute(string code, RunRow run, JobStory job)
    {
        // A part is what all attempts at its copy took.
        var chain = await database.List<RunRow>("select * from run where job_id = @JobId and copy_number = @CopyNumber and started_at_ms is not null and id <= @Id order by id", run);
        var ids = chain.Select(attempt => attempt.Id).ToArray();
        var machine = await database.Find<(string WorkshopId, string Kind)>("select workshop_id, kind from machine where id = @MachineId", run);
        var workshop = await database.Find<string>("select name from workshop where id = @id", new { id = machine.WorkshopId ?? Workshops.TheOne }) ?? "";
        var material = (await database.List<(string Material, double Grams, string? Lot)>(
            $"""
            select material_booking.material, sum(mass_g), max(case when lot.name <> '' then lot.name else lot.id end)
            from material_booking left join lot on lot.id = material_booking.lot_id where {database.OneOf("run_id", "@ids")} group by material_booking.material, lot_id
            """, new { ids })).GroupBy(row => row.Material)
            .Select(group => new PassportMaterial(group.Key, group.Sum(row => row.Grams), [.. group.Select(row => row.Lot).OfType<string>().Distinct()])).OrderByDescending(used => used.MassGrams).ToList();
        var energy = await Energy(chain, ids);
        var basis = await factors.Of();
        var terms = new FootprintTerms(basis);
        var location = terms.Location(energy, record: true);
        var cells = await database.List<MaterialCell>($"select material, kind, basis, sum(mass_g) as mass_g from material_booking where {database.OneOf("run_id", "@ids")} group by material, kind, basis", new { ids });
        var (makes, unknownG) = terms.Material(cells, record: true);
        var why = energy.Count == 0 ? "No energy is booked for it." : location is null ? "For a part of the energy there is no factor."
            : unknownG > 0 ? $"There is no factor with a source for {string.Join(", ", terms.UnknownGrams.Keys)}." : null;
        var wh = energy.Count > 0 ? energy.Sum(one => one.Cell.Wh) : (double?)null;
        var repair = await database.Find<string>("select product_category from repair where job_id = @JobId order by number limit 1", run);
        return new(code, run.Id, job.Name, workshop, machine.Kind ?? "", job.Purpose, Instants.At(run.EndedAtMs ?? run.CreatedAtMs), chain.Count, chain.Sum(attempt => (attempt.EndedAtMs - attempt.StartedAtMs ?? 0) / 1000.0),
            material, wh, wh is null ? null : energy.Sum(one => one.Cell.LowWh), wh is null ? null : energy.Sum(one => one.Cell.HighWh),
            wh > 0 ? energy.Where(one => Bases.IsMeasured(one.Cell.Basis)).Sum(one => one.Cell.Wh) / wh : null,
            why is null ? Moments.Sum([.. location!, .. makes]) : null, location is { Count: > 0 } ? Moments.Sum([.. location])!.Median : null, makes.Count > 0 ? Moments.Sum([.. makes])!.Median : null, why,
            [.. terms.Used.Select(note => $"{note.Name}: {note.Source}").Distinct()], SheetDesk.Method, job.DesignUrl, job.DesignLicence, job.DocumentationUrl,
            job.ShowOwner == 1 ? job.OwnerName : null, repair, JsonSerializer.Deserialize<string[]>(job.Tags) ?? [], string.Join(", ", SheetDesk.NotIncluded));
    }

    /// <summary>The chain's energy with the signal and the roof of its time.</summary>
    async Task<List<(int Year, EnergyCell Cell)>> Energy(IReadOnlyList<RunRow> chain, string[] ids)
    {
        var calendar = await sums.Calendar();
        var cells = new List<(int, EnergyCell)>();
        var days = chain.SelectMany(run => Days(calendar, run)).Distinct();
        foreach (var day in days)
            foreach (var group in (await summer.PiecesOf(calendar.StartOf(day), calendar.StartOf(day.AddDays(1)), ids)).GroupBy(piece => (piece.MachineId, piece.Basis, piece.WorkshopId)))
            {
                var cell = new EnergyCell { Key = group.Key.MachineId ?? "", WorkshopId = group.Key.WorkshopId, Account = "run", Basis = group.Key.Basis };
                foreach (var piece in group)
                    cell.Add(piece);
                cells.Add((day.Year, cell));
            }
        return cells;
    }

    /// <summary>A booking may begin a little before the run and end after it.</summary>
    static IEnumerable<DateOnly> Days(Calendar calendar, RunRow run)
    {
        const long SlackMs = 3_600_000;
        for (var day = calendar.DayOf(run.StartedAtMs!.Value - SlackMs); calendar.StartOf(day) <= (run.EndedAtMs ?? run.StartedAtMs.Value) + SlackMs; day = day.AddDays(1))
            yield return day;
    }

    static string NewCode() => RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstvwxyz", CodeLength);

    sealed record JobStory
    {
        public string Name { get; init; } = "";
        public string Purpose { get; init; } = "";
        public string OwnerId { get; init; } = "";
        public string? OwnerName { get; init; }
        public string Tags { get; init; } = "[]";
        public string DesignUrl { get; init; } = "";
        public string DesignLicence { get; init; } = "";
        public string DocumentationUrl { get; init; } = "";
        public long ShowOwner { get; init; }
    }
}
