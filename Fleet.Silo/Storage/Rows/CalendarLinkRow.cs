namespace Fleet.Silo.Storage.Rows;

/// <summary>A secret address under which somebody's calendar reads their duties, or a machine's plan. Only the secret's hash is kept.</summary>
public sealed record CalendarLinkRow
{
    public string Id { get; init; } = "";
    public string Hash { get; init; } = "";
    public string AccountId { get; init; } = "";

    /// <summary>Null: the account's own calendar.</summary>
    public string? MachineId { get; init; }

    /// <summary><c>de</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "de";
    public long CreatedAtMs { get; init; }
    public long? RevokedAtMs { get; init; }
}
