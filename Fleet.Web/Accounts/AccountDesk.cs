using Fleet.Silo.Gateway;
using Microsoft.AspNetCore.Identity;

namespace Fleet.Web.Accounts;

/// <summary>Makes accounts and keys. The first administrator comes by a one-time link that the server prints.</summary>
public sealed class AccountDesk(UserManager<Account> users, IDatabase database, TimeProvider time)
{
    const int ShortestKey = 20;

    public async Task<bool> NobodyIsHere() => await database.Find<long>("select count(*) from account") == 0;

    /// <summary>A fresh one-time secret for the set-up page; older ones stop working.</summary>
    public async Task<string> CreateSetupSecret()
    {
        var secret = Secrets.New("");
        await database.Write(async transaction =>
        {
            await transaction.Execute("delete from setup_link where used_at_ms is null");
            return await transaction.Execute("insert into setup_link (hash, created_at_ms) values (@hash, @now)",
                new { hash = Secrets.Hash(secret), now = time.NowMs() });
        });
        return secret;
    }

    public async Task<Answer<Account>> SetUp(string secret, string name, string password)
    {
        if (!await NobodyIsHere())
            return Refusal.Conflict("setUp", "The first administrator exists already. Sign in instead.");
        var hash = Secrets.Hash(secret);
        if (await database.Find<long>("select count(*) from setup_link where hash = @hash and used_at_ms is null", new { hash }) == 0)
            return Refusal.Forbidden("This set-up link is not valid any more. Start the server again; it prints a new one.");
        var answer = await Create(name, password, Role.Admin);
        if (answer.Value is not null)
            await database.Execute("update setup_link set used_at_ms = @now where hash = @hash", new { hash, now = time.NowMs() });
        return answer;
    }

    public async Task<Answer<Account>> Create(string name, string? password, Role role)
    {
        if (name.Trim() is not { Length: >= 2 and <= 60 } trimmed || trimmed.Any(char.IsControl))
            return Refusal.Invalid("name", "A name has 2 to 60 characters.");
        var account = new Account { Id = Ids.New(time), Name = trimmed, Role = Word.Of(role), CreatedAtMs = time.NowMs() };
        var result = password is null ? await users.CreateAsync(account) : await users.CreateAsync(account, password);
        return result.Succeeded ? account : Refusal.Invalid("account", string.Join(' ', result.Errors.Select(error => error.Description)));
    }

    public async Task<Answer<Account>> ChangeRole(string accountId, Role role, Visitor by)
    {
        if (await users.FindByIdAsync(accountId) is not { } account)
            return Refusal.NotFound("account", accountId);
        if (account.Id == by.AccountId)
            return Refusal.Conflict("ownRole", "Nobody changes their own role. Ask another administrator.");
        account.Role = Word.Of(role);
        await users.UpdateSecurityStampAsync(account);
        return account;
    }

    public Task<IReadOnlyList<Account>> List() => database.List<Account>("select * from account order by name");

    /// <summary>A new API key with the role of its owner at most. The key is shown once and never again.</summary>
    public async Task<string> CreateKey(string name, string accountId, Role role)
    {
        var key = Secrets.New("fleet_");
        await KeepKey(key, name, accountId, role);
        return key;
    }

    public Task<IReadOnlyList<ApiKeyView>> Keys() =>
        database.List<ApiKeyView>("select id, name, account_id, role, created_at_ms from api_key where revoked_at_ms is null order by created_at_ms desc");

    public async Task<Refusal?> RevokeKey(string keyId) =>
        await database.Execute("update api_key set revoked_at_ms = @now where id = @keyId and revoked_at_ms is null", new { keyId, now = time.NowMs() }) == 1
            ? null
            : Refusal.NotFound("API key", keyId);

    /// <summary>An administrator's key from outside, for unattended set-up. Repeating it changes nothing.</summary>
    public async Task AcceptAdminKey(string key)
    {
        if (key.Length < ShortestKey)
            return;
        if (await database.Find<long>("select count(*) from api_key where hash = @hash", new { hash = Secrets.Hash(key) }) > 0)
            return;
        var owner = await users.FindByNameAsync("setup") ?? (await Create("setup", null, Role.Admin)).Value;
        await KeepKey(key, "Set-up key", owner?.Id ?? "setup", Role.Admin);
    }

    Task<int> KeepKey(string key, string name, string accountId, Role role) =>
        database.Execute(
            "insert into api_key (id, hash, name, account_id, role, created_at_ms) values (@id, @hash, @name, @accountId, @role, @now) on conflict do nothing",
            new { id = Ids.New(time), hash = Secrets.Hash(key), name, accountId, role = Word.Of(role), now = time.NowMs() });
}
