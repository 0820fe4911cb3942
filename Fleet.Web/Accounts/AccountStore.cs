using Microsoft.AspNetCore.Identity;

namespace Fleet.Web.Accounts;

/// <summary>Keeps accounts in the fleet's own database; the version is Identity's concurrency check.</summary>
public sealed class AccountStore(IDatabase database)
    : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>, IUserLockoutStore<Account>
{
    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        user.Version = 1;
        var inserted = await database.Execute(
            """
            insert into account (id, name, normalized_name, password_hash, security_stamp, role, created_at_ms, version)
            values (@Id, @Name, @NormalizedName, @PasswordHash, @SecurityStamp, @Role, @CreatedAtMs, @Version) on conflict do nothing
            """, user, cancellationToken);
        return inserted == 1 ? IdentityResult.Success : Failed($"The name {user.Name} is taken. Choose another one.");
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        var updated = await database.Execute(
            """
            update account set name = @Name, normalized_name = @NormalizedName, password_hash = @PasswordHash, security_stamp = @SecurityStamp,
                role = @Role, failed_sign_ins = @FailedSignIns, locked_out_until_ms = @LockedOutUntilMs, version = version + 1
            where id = @Id and version = @Version
            """, user, cancellationToken);
        if (updated == 0)
            return Failed("Somebody else changed this account at the same moment. Open it again.");
        user.Version++;
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken)
    {
        await database.Execute("delete from account where id = @Id", user, cancellationToken);
        return IdentityResult.Success;
    }

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        database.Find<Account>("select * from account where id = @userId", new { userId }, cancellationToken);

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        database.Find<Account>("select * from account where normalized_name = @normalizedUserName", new { normalizedUserName }, cancellationToken);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => Set(() => user.Name = userName ?? "");

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedName);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        Set(() => user.NormalizedName = normalizedName ?? "");

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) =>
        Set(() => user.PasswordHash = passwordHash);

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(Instants.At(user.LockedOutUntilMs));

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Set(() => user.LockedOutUntilMs = lockoutEnd?.ToUnixTimeMilliseconds());

    public Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult((int)++user.FailedSignIns);

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Set(() => user.FailedSignIns = 0);

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult((int)user.FailedSignIns);

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() { }

    static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }

    static IdentityResult Failed(string sentence) => IdentityResult.Failed(new IdentityError { Code = "account", Description = sentence });
}
