namespace Fleet.Web.Components.Views;

/// <summary>What was understood of a program.</summary>
public sealed record ProgramSheet
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public double? DurationSeconds { get; init; }
    public double? ClaimedSeconds { get; init; }
    public double? MassGrams { get; init; }
    public double? SizeXMm { get; init; }
    public double? SizeYMm { get; init; }
    public double? SizeZMm { get; init; }
    public int? Layers { get; init; }
    public string Slicer { get; init; } = "";
    public string Material { get; init; } = "";
    public string? Thumbnail { get; init; }
    public IReadOnlyList<FindingView> Findings { get; init; } = [];
}
