using Fleet.Core.Footprint.Exchange;
using Fleet.Core.Footprint.Factors;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Reports.Sums;

namespace Fleet.Silo.Desk;

/// <summary>Repairs, and the printed part that made one possible.</summary>
public sealed class RepairDesk(IDatabase database, LedgerSums sums, EvidenceDesk evidence, TimeProvider time)
{
    const int LongestProblem = 4000;

    public Task<IReadOnlyList<RepairView>> List() => database.List<RepairView>(
        """
        select repair.id, repair.job_id, repair.number, product_category, partner_product_category, brand, year_of_manufacture, repair.status, barrier, problem, event_at_ms,
            (select max(passport.code) from passport join run on run.id = passport.run_id where run.job_id = repair.job_id) as passport_code
        from repair order by repair.number
        """);

    public async Task<Answer<RepairView>> Add(RepairRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Member)
            return Refusal.Forbidden("Guests cannot record repairs. Ask for a member's account.");
        if (RepairCategories.NumberOf(request.ProductCategory ?? "") is not { } category)
            return Refusal.Invalid("productCategory", $"'{request.ProductCategory}' is no category of the standard. Take Misc if none fits; known are {string.Join(", ", RepairCategories.Products.Take(6))} and {RepairCategories.Products.Count - 6} more.");
        if (!RepairCategories.States.Contains(request.Status ?? ""))
            return Refusal.Invalid("status", $"'{request.Status}' is no state of a repair. Known are {string.Join(", ", RepairCategories.States)}.");
        if (request.Barrier is { Length: > 0 } barrier && (request.Status != "End of life" || !RepairCategories.Barriers.Contains(barrier)))
            return Refusal.Invalid("barrier", $"A barrier goes with End of life and is one of {string.Join(", ", RepairCategories.Barriers)}.");
        var now = time.GetUtcNow();
        if (request.YearOfManufacture is { } year && (year < 1800 || year > now.Year))
            return Refusal.Invalid("yearOfManufacture", $"{year} cannot be the year in which it was made.");
        if (request.Problem is { Length: > LongestProblem })
            return Refusal.Invalid("problem", $"The problem has {request.Problem.Length} characters; {LongestProblem} are the most.");
        if (request.JobId is not null && await database.Find<string>("select id from job where id = @JobId", request) is null)
            return Refusal.NotFound("job", request.JobId);
        var id = Ids.New(time);
        await database.Execute(
            """
            insert into repair (id, job_id, number, product_category, partner_product_category, brand, year_of_manufacture, status, barrier, problem, event_at_ms, by_account)
            values (@id, @JobId, (select coalesce(max(number), 0) + 1 from repair), @category, @partner, @brand, @year, @Status, @barrier, @problem, @at, @by)
            """,
            new
            {
                id, request.JobId, category = RepairCategories.Products[category - 1], partner = request.PartnerProductCategory?.Trim() ?? "", brand = request.Brand?.Trim() ?? "",
                year = (long?)request.YearOfManufacture, request.Status, barrier = request.Barrier ?? "", problem = request.Problem?.Trim() ?? "", at = (request.At ?? now).ToUnixTimeMilliseconds(), by = visitor.Name,
            });
        return (await List()).First(repair => repair.Id == id);
    }

    /// <param name="address">Where passports are reached, for instance <c>https://fleet.example.org</c>.</param>
    public async Task<byte[]> Export(string address)
    {
        var calendar = await sums.Calendar();
        var card = await evidence.Card();
        var repairs = await List();
        return OpenRepairCsv.Write(card.Name, Zones.ThreeLetters(card.Country), repairs.Select(repair => new RepairRecord(repair.Number, repair.ProductCategory, repair.PartnerProductCategory, repair.Brand,
            (int?)repair.YearOfManufacture, repair.Status, repair.Barrier, repair.Problem, calendar.DayOf(repair.EventAtMs), repair.PassportCode is { } code ? $"{address.TrimEnd('/')}/p/{code}" : "")));
    }
}
