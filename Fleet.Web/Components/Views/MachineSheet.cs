namespace Fleet.Web.Components.Views;

/// <summary>What a machine's page shows beside the live figures.</summary>
public sealed record MachineSheet
{
    public required LiveMachine Live { get; init; }
    public required string ProfileName { get; init; }
    public required bool Attended { get; init; }
    public string Firmware { get; init; } = "";
    public string Agent { get; init; } = "";
    public string Port { get; init; } = "";
    public string Meter { get; init; } = "";
    public LotLine? Loaded { get; init; }
    public IReadOnlyList<LotLine> Lots { get; init; } = [];
    public IReadOnlyList<RunLine> Recent { get; init; } = [];
}
