using Fleet.Silo.Desk.Views;
using Fleet.Silo.Planning;

namespace Fleet.Silo.Desk;

/// <summary>Who may use which kind of machine, and how they earned it.</summary>
public sealed class InductionDesk(IDatabase database, Plans plans, PlanStore store, TimeProvider time)
{
    const int LongestKind = 60;
    const int LongestStory = 1000;

    public async Task<IReadOnlyList<InductionView>> List()
    {
        var names = (await database.List<(string Id, string Name)>("select id, name from account")).ToDictionary(row => row.Id, row => row.Name);
        return [.. (await store.Inductions()).Select(row =>
            new InductionView(row.Id, row.AccountId, names.GetValueOrDefault(row.AccountId, row.AccountId), row.Kind, row.Earned, row.ByAccount, Instants.At(row.AtMs)))];
    }

    /// <param name="person">Name or id of an account.</param>
    public async Task<Answer<InductionView>> Give(string? person, string? kind, string? earned, Visitor visitor)
    {
        if (visitor.Role < Role.Operator)
            return Refusal.Forbidden("Only operators give inductions.");
        if (kind?.Trim() is not { Length: > 0 and <= LongestKind } word)
            return Refusal.Invalid("kind", $"kind is the word of the workshop's rules for this induction, 1 to {LongestKind} characters.");
        if (earned?.Trim() is not { Length: > 0 and <= LongestStory } story)
            return Refusal.Invalid("earned", "earned says how: the course, the date, who taught it.");
        var accountId = await database.Find<string>("select id from account where id = @person or name = @person", new { person });
        if (accountId is null)
            return Refusal.NotFound("person", person ?? "");
        if ((await store.Inductions()).Any(held => held.AccountId == accountId && held.Kind == word))
            return Refusal.Conflict("held", $"{person} holds the induction '{word}' already.");
        var id = Ids.New(time);
        await store.Induct(new() { Id = id, AccountId = accountId, Kind = word, Earned = story, ByAccount = visitor.Name, AtMs = time.NowMs() });
        await plans.KickAll();
        return (await List()).First(induction => induction.Id == id);
    }

    public async Task<Answer<bool>> Withdraw(string inductionId, Visitor visitor)
    {
        if (visitor.Role < Role.Operator)
            return Refusal.Forbidden("Only operators withdraw inductions.");
        if (!await store.Withdraw(inductionId))
            return Refusal.NotFound("induction", inductionId);
        await plans.KickAll();
        return true;
    }
}
