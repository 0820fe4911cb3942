namespace Fleet.Silo.Storage.Rows;

/// <summary>A machine is taken for a time: by a person, for maintenance, for repair.</summary>
public sealed record BookingRow
{
    public string Id { get; init; } = "";
    public string MachineId { get; init; } = "";

    /// <summary><c>person</c>, <c>maintenance</c> or <c>repair</c>.</summary>
    public string Kind { get; init; } = "";

    public long FromMs { get; init; }
    public long ToMs { get; init; }
    public string Note { get; init; } = "";
    public string ByAccount { get; init; } = "";
    public long AtMs { get; init; }
}
