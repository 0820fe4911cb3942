namespace Fleet.Silo.Desk.Views;

/// <summary>Material of a run that is in no good part.</summary>
public sealed record ScrapView
{
    public string? LotId { get; init; }
    public string? MachineId { get; init; }

    /// <summary>support, purge, skirt, failed, offcut or swarf.</summary>
    public string Kind { get; init; } = "";

    /// <summary>reuse, recycle or residual; null until somebody says.</summary>
    public string? Route { get; init; }
    public double MassGrams { get; init; }
}
