namespace Fleet.Web.Components.Views;

public sealed record RunSheet
{
    public required RunLine Row { get; init; }
    public required string JobId { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public long Line { get; init; }
    public string Note { get; init; } = "";
    public required EnergyFigures Energy { get; init; }
    public bool MassMeasured { get; init; }
    public double? EnergyPerGoodWh { get; init; }
    public double? MassPerGoodGrams { get; init; }
    public IReadOnlyList<ScrapView> Scrap { get; init; } = [];
    public SetAsideView? SetAside { get; init; }
    public IReadOnlyList<RunLine> Attempts { get; init; } = [];
    public IReadOnlyList<RunEvent> Events { get; init; } = [];
    public bool MayJudge => Row.State is "finished" or "failed" or "interrupted" or "cancelled";
}
