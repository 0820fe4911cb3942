using Fleet.Silo.Calendars;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Gateway;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <summary>Makes, lists and revokes the secret links to calendars, and reads a calendar for whoever holds one.</summary>
public sealed class CalendarDesk(IDatabase database, CalendarEntries entries, TimeProvider time)
{
    const int MostLinks = 50;
    static readonly string[] Languages = ["de", "en"];

    /// <summary>A person's own links; administrators see everybody's.</summary>
    public async Task<IReadOnlyList<CalendarLinkView>> List(Visitor visitor)
    {
        var rows = await database.List<CalendarLinkRow>("select * from calendar_link where revoked_at_ms is null and (@all = 1 or account_id = @AccountId) order by created_at_ms",
            new { all = visitor.Role >= Role.Admin ? 1 : 0, visitor.AccountId });
        var names = (await database.List<(string Id, string Name)>("select id, name from account")).ToDictionary(row => row.Id, row => row.Name);
        return [.. rows.Select(row => View(row, names.GetValueOrDefault(row.AccountId, row.AccountId)))];
    }

    /// <param name="machineId">Null: the person's own duties; else the machine's plan.</param>
    public async Task<Answer<CalendarLinkView>> Create(string? machineId, string? language, Visitor visitor)
    {
        if (visitor.Role < Role.Member)
            return Refusal.Forbidden("Guests have no calendar here. Ask for a member's account.");
        if (language is not null && !Languages.Contains(language))
            return Refusal.Invalid("language", $"'{language}' is no language of Fleet. Known are {string.Join(", ", Languages)}.");
        if (machineId is { Length: > 0 } && await database.Find<string>("select id from machine where id = @machineId", new { machineId }) is null)
            return Refusal.NotFound("machine", machineId);
        if (await database.Find<long>("select count(*) from calendar_link where account_id = @AccountId and revoked_at_ms is null", visitor) >= MostLinks)
            return Refusal.Conflict("links", $"You have {MostLinks} links already. Revoke one that nobody uses.");
        var secret = Secrets.New("");
        var row = new CalendarLinkRow
        {
            Id = Ids.New(time), Hash = Secrets.Hash(secret), AccountId = visitor.AccountId, MachineId = machineId is { Length: > 0 } ? machineId : null,
            Language = language ?? Languages[0], CreatedAtMs = time.NowMs(),
        };
        await database.Execute(
            "insert into calendar_link (id, hash, account_id, machine_id, language, created_at_ms) values (@Id, @Hash, @AccountId, @MachineId, @Language, @CreatedAtMs)", row);
        return View(row, visitor.Name) with { Secret = secret };
    }

    public async Task<Answer<bool>> Revoke(string id, Visitor visitor)
    {
        if (await database.Find<CalendarLinkRow>("select * from calendar_link where id = @id and revoked_at_ms is null", new { id }) is not { } row)
            return Refusal.NotFound("calendar link", id);
        if (visitor.Role < Role.Admin && row.AccountId != visitor.AccountId)
            return Refusal.Forbidden("This link belongs to somebody else. Ask them or an administrator.");
        await database.Execute("update calendar_link set revoked_at_ms = @now where id = @id", new { id, now = time.NowMs() });
        return true;
    }

    /// <summary>Null when no link has this secret any more.</summary>
    public async Task<CalendarFeed?> Read(string secret)
    {
        if (await database.Find<CalendarLinkRow>("select * from calendar_link where hash = @hash and revoked_at_ms is null", new { hash = Secrets.Hash(secret) }) is not { } link)
            return null;
        var person = await database.Find<string>("select name from account where id = @AccountId", link) ?? link.AccountId;
        var machine = link.MachineId is null ? null : await database.Find<string>("select name from machine where id = @MachineId", link);
        return new(machine ?? person, link.Language, await entries.Of(link.AccountId, person, link.MachineId));
    }

    static CalendarLinkView View(CalendarLinkRow row, string person) => new(row.Id, row.MachineId, person, row.Language, Instants.At(row.CreatedAtMs));
}
