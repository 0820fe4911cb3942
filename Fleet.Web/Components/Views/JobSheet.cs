namespace Fleet.Web.Components.Views;

public sealed record JobSheet
{
    public required JobCardData Row { get; init; }
    public required ProgramSheet Program { get; init; }
    /// <summary>Name of the workshop in which the parts are wanted; null where there is only one.</summary>
    public string? Workshop { get; init; }
    public string? Where { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public required WishView Wishes { get; init; }
    public IReadOnlyList<RunLine> Runs { get; init; } = [];
    public IReadOnlyList<FitView> Fits { get; init; } = [];

    /// <summary>The plan's reasons; null when no copy waits.</summary>
    public JobPlanView? Why { get; init; }

    /// <summary>A person fixed its next copy.</summary>
    public bool Pinned { get; init; }
}
