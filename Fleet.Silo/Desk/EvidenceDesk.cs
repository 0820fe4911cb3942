using System.Text.Json;
using Fleet.Core.Footprint.Exchange;
using Fleet.Core.Footprint.Judging;
using Fleet.Silo.Desk.Views;

namespace Fleet.Silo.Desk;

/// <summary>
/// Collects what a workshop can show beside kWh: evidence under codes of the common-good matrix and the SDG targets, hours of teaching,
/// its own goals and potentials, and its public card. It gives no scores.
/// </summary>
public sealed class EvidenceDesk(IDatabase database, TimeProvider time)
{
    const int LongestText = 4000;
    static readonly string[] Kinds = ["commonGood", "sdg", "teaching"];
    static readonly string[] TagKinds = ["goal", "potential"];
    static readonly string[] Answers = ["yes", "no", "notApplicable"];
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Task<IReadOnlyList<EvidenceView>> List(int most = 500) => database.List<EvidenceView>(
        "select id, kind, code, version, text, link, hours, people, first_timers, at_ms, by_account from evidence where withdrawn_at_ms is null order by at_ms desc, id desc limit @most", new { most });

    public async Task<Answer<EvidenceView>> Add(EvidenceRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Member)
            return Refusal.Forbidden("Guests cannot add evidence. Ask for a member's account.");
        var (code, version) = (request.Code?.Trim().ToUpperInvariant() ?? "", request.Version?.Trim() is { Length: > 0 } given ? given : request.Kind == "commonGood" ? CommonGood.CurrentVersion : "");
        if (request.Kind == "sdg")
            code = code.ToLowerInvariant();
        if (!Kinds.Contains(request.Kind))
            return Refusal.Invalid("kind", $"'{request.Kind}' is no kind of evidence. Known are {string.Join(", ", Kinds)}.");
        if (request.Kind == "commonGood" && !CommonGood.Knows(version, code))
            return Refusal.Invalid("code", $"'{code}' is no topic of the matrix {version}. Topics are A1 to E4, matrices {string.Join(" and ", CommonGood.Versions)}.");
        if (request.Kind == "sdg" && !SdgTargets.Knows(code))
            return Refusal.Invalid("code", $"'{code}' is no target. Write it as 12.5 or 4.a.");
        if (request.Kind == "teaching" && request.Hours is not (> 0 and <= 1000))
            return Refusal.Invalid("hours", "Say how many hours were taught, above 0 and up to 1000.");
        if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > LongestText)
            return Refusal.Invalid("text", $"Say in up to {LongestText} characters what was done: a code alone is no evidence.");
        if (request.People is < 0 or > 100_000 || request.FirstTimers is < 0 || request.FirstTimers > (request.People ?? int.MaxValue))
            return Refusal.Invalid("people", "The numbers of people do not fit together: those for the first time are a part of all.");
        if (request.Link is { Length: > 0 } link && !StoryDesk.IsAddress(link))
            return Refusal.Invalid("link", $"'{link}' is no web address. Write it from https:// on.");
        var id = Ids.New(time);
        await database.Execute(
            """
            insert into evidence (id, workshop_id, kind, code, version, text, link, hours, people, first_timers, at_ms, by_account)
            values (@id, @workshop, @Kind, @code, @version, @Text, @link, @Hours, @People, @FirstTimers, @at, @by)
            """,
            new
            {
                id, workshop = Workshops.TheOne, request.Kind, code = request.Kind == "teaching" ? "" : code, version, Text = request.Text.Trim(), link = request.Link ?? "", request.Hours,
                People = (long?)request.People, FirstTimers = (long?)request.FirstTimers, at = (request.At ?? time.GetUtcNow()).ToUnixTimeMilliseconds(), by = visitor.Name,
            });
        return (await database.Find<EvidenceView>("select id, kind, code, version, text, link, hours, people, first_timers, at_ms, by_account from evidence where id = @id", new { id }))!;
    }

    /// <summary>Evidence is withdrawn, not deleted: published reports may name it.</summary>
    public async Task<Refusal?> Withdraw(string id, Visitor visitor) => visitor.Role < Role.Officer
        ? Refusal.Forbidden("Officers and administrators withdraw evidence. Ask one of them.")
        : await database.Execute("update evidence set withdrawn_at_ms = @now where id = @id and withdrawn_at_ms is null", new { id, now = time.NowMs() }) == 0 ? Refusal.NotFound("evidence", id) : null;

    /// <summary>Tag to answer, for goals and potentials; what was not answered is not there.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Tags() =>
        (await database.List<(string Tag, string Answer)>("select tag, answer from workshop_tag where workshop_id = @id", new { id = Workshops.TheOne })).ToDictionary(tag => tag.Tag, tag => tag.Answer);

    /// <param name="answer"><c>yes</c>, <c>no</c> or <c>notApplicable</c>; empty takes it back.</param>
    public async Task<Refusal?> Tag(string tag, string? answer, Visitor visitor)
    {
        if (visitor.Role < Role.Officer)
            return Refusal.Forbidden("Officers and administrators say what the workshop aims at. Ask one of them.");
        var kind = OpenWorkshopGoals.Goals.Contains(tag) ? TagKinds[0] : OpenWorkshopGoals.Potentials.Contains(tag) ? TagKinds[1] : null;
        if (kind is null)
            return Refusal.Invalid("tag", $"'{tag}' is no goal or potential. Look at GET /api/evidence/words for what there is.");
        if (answer is { Length: > 0 } && !Answers.Contains(answer))
            return Refusal.Invalid("answer", $"'{answer}' is no answer. Known are {string.Join(", ", Answers)}.");
        await database.Write(async transaction =>
        {
            await transaction.Execute("delete from workshop_tag where workshop_id = @id and tag = @tag", new { id = Workshops.TheOne, tag });
            return answer is { Length: > 0 }
                ? await transaction.Execute("insert into workshop_tag (workshop_id, kind, tag, answer) values (@id, @kind, @tag, @answer)", new { id = Workshops.TheOne, kind, tag, answer }) : 0;
        });
        return null;
    }

    public async Task<WorkshopCard> Card()
    {
        var name = await database.Find<string>("select name from workshop where id = @id", new { id = Workshops.TheOne }) ?? "";
        return await database.Find<string>("select document from workshop_card where workshop_id = @id", new { id = Workshops.TheOne }) is { } document
            ? JsonSerializer.Deserialize<WorkshopCard>(document, Json)! : new() { Name = name };
    }

    public async Task<Answer<WorkshopCard>> SetCard(WorkshopCard card, Visitor visitor)
    {
        if (visitor.Role < Role.Officer)
            return Refusal.Forbidden("Officers and administrators say what the workshop shows of itself. Ask one of them.");
        if (card.Latitude is < -90 or > 90 || card.Longitude is < -180 or > 180)
            return Refusal.Invalid("place", "Latitude is -90 to 90, longitude -180 to 180.");
        if (card.Country.Length is not (0 or 2))
            return Refusal.Invalid("country", $"'{card.Country}' is no country. Write two letters, for instance DE.");
        var document = JsonSerializer.Serialize(card, Json);
        if (document.Length > LongestText)
            return Refusal.Invalid("tooLong", $"The card is longer than {LongestText} characters.");
        await database.Execute("insert into workshop_card (workshop_id, document) values (@id, @document) on conflict (workshop_id) do update set document = excluded.document",
            new { id = Workshops.TheOne, document });
        return card;
    }
}
