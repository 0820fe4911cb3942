namespace Fleet.Web.Components.Views;

public sealed record JobView
{
    public required JobRow Row { get; init; }
    public required ProgramView Program { get; init; }
    public string? Where { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public IReadOnlyList<RunRow> Runs { get; init; } = [];
    public IReadOnlyList<FitView> Fits { get; init; } = [];
}
