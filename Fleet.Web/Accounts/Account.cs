namespace Fleet.Web.Accounts;

/// <summary>A person's account. ASP.NET Core Identity changes it; <see cref="AccountStore"/> keeps it.</summary>
public sealed class Account
{
    public string Id { get; init; } = "";
    public string Name { get; set; } = "";
    public string NormalizedName { get; set; } = "";
    public string? PasswordHash { get; set; }
    public string SecurityStamp { get; set; } = "";

    /// <summary>A word of <see cref="Silo.Desk.Role"/>.</summary>
    public string Role { get; set; } = "";
    public long CreatedAtMs { get; init; }
    public long FailedSignIns { get; set; }
    public long? LockedOutUntilMs { get; set; }
    public long Version { get; set; }

    public Role RoleWord => Word.Known<Role>(Role);
}
