namespace Fleet.Silo.Storage.Rows;

/// <summary>A booking of energy as it is written.</summary>
public sealed record EnergyBookingRow
{
    public string Id { get; init; } = "";
    public string MeterId { get; init; } = "";
    public string? MachineId { get; init; }
    public string? RunId { get; init; }
    public string Phase { get; init; } = "";
    public long FromMs { get; init; }
    public long ToMs { get; init; }
    public double Wh { get; init; }

    /// <summary>With <see cref="HighWh"/>: this booking's part of the range (5 to 95 %) of its run; the parts of a run add.</summary>
    public double LowWh { get; init; }
    public double HighWh { get; init; }

    /// <summary>A word of <see cref="Fleet.Core.Energy.Basis"/>.</summary>
    public string Basis { get; init; } = "";

    /// <summary>The booking that this one takes back; null for all others.</summary>
    public string? Corrects { get; init; }

    public string Account => RunId is not null ? "run" : MachineId is not null ? "overhead" : "unassigned";

    /// <summary>What makes two bookings the same, for telling what a correction must change.</summary>
    public (string?, string?, string, long, long, string) Cause => (MachineId, RunId, Phase, FromMs, ToMs, Basis);

    public EnergyBookingRow TakenBack() => this with { Corrects = Id, Wh = -Wh, LowWh = -LowWh, HighWh = -HighWh };
}
