namespace Fleet.Web.Components.Views;

public sealed record RunView
{
    public required RunRow Row { get; init; }
    public required string JobId { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public long Line { get; init; }
    public string Note { get; init; } = "";
    public required EnergyView Energy { get; init; }
    public bool MassMeasured { get; init; }
    public double? EnergyPerGoodWh { get; init; }
    public double? MassPerGoodGrams { get; init; }
    public IReadOnlyList<RunRow> Attempts { get; init; } = [];
    public IReadOnlyList<RunEvent> Events { get; init; } = [];
    public bool MayJudge => Row.State is "finished" or "failed" or "interrupted" or "cancelled";
}
