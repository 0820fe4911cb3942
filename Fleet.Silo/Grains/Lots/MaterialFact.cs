namespace Fleet.Silo.Grains;

/// <summary>Filament pushed since the last fact of this run and tool.</summary>
/// <param name="Material">What the program says it is; used where no lot is known. May be empty.</param>
[GenerateSerializer, Immutable, Alias("fleet.materialFact")]
public sealed record MaterialFact(
    long Sequence, long AtMs, string RunId, string MachineId, int Tool, double LengthMm, string Material, double DiameterMm);
