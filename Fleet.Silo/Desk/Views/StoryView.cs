namespace Fleet.Silo.Desk.Views;

/// <summary>What was told of a job. Null and empty: not told.</summary>
public sealed record StoryView(
    string JobId, string? Displacement, string DisplacedProduct, string ForWorkshop, IReadOnlyList<string> Tags, string DesignUrl, string DesignLicence, string DocumentationUrl, bool ShowOwner);
