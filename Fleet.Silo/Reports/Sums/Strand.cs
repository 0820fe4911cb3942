namespace Fleet.Silo.Reports.Sums;

/// <summary>What bookings are put together by before it is known to whom their run belongs.</summary>
public readonly record struct Strand(string? MachineId, string? RunId, string Account, string Phase, string Basis, string? WorkshopId)
{
    public static Strand Of(EnergyPiece piece) => new(piece.MachineId, piece.RunId, piece.Account, piece.Phase, piece.Basis, piece.WorkshopId);
}
