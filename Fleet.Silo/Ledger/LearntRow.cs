namespace Fleet.Silo.Ledger;

/// <summary>What one meter taught of one machine's power in one state; see <see cref="Fleet.Core.Energy.StateBelief"/>.</summary>
public sealed record LearntRow
{
    public string MeterId { get; init; } = "";
    public string MachineId { get; init; } = "";
    public string Phase { get; init; } = "";
    public double MeanW { get; init; }
    public double Weight { get; init; }
    public double Shape { get; init; }
    public double ScaleW2 { get; init; }
    public long Spells { get; init; }
    public long AtMs { get; init; }
}
