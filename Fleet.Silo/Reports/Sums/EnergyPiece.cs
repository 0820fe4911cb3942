namespace Fleet.Silo.Reports.Sums;

/// <summary>The part of a booking that lies in one day. Wh; g CO₂e.</summary>
/// <param name="WorkshopId">Where it was used; null: in the workshop that every installation begins with.</param>
public readonly record struct EnergyPiece(
    string? MachineId, string? RunId, string Account, string Phase, string Basis, long FromMs, long ToMs, double Wh, double LowWh, double HighWh,
    string? WorkshopId = null, double SlotWh = 0, double SlotG = 0, double RoofWh = 0)
{
    public double Hours => (ToMs - FromMs) / 3_600_000.0;
}
