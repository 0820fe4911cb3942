namespace Fleet.Core.Scheduling;

/// <param name="RemainingG">Balance of the lot by the ledger, g.</param>
public sealed record LoadedMaterial(string LotId, int Tool, string Material, string Colour, double RemainingG);
