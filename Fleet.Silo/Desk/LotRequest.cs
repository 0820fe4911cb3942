namespace Fleet.Silo.Desk;

/// <summary>A lot of material to record.</summary>
/// <param name="Material">For instance <c>PETG</c>.</param>
/// <param name="Grams">What is on it now, without the spool; above 0.</param>
/// <param name="DensityGPerCm3">Null: typical for the material.</param>
/// <param name="DiameterMm">Null: 1.75.</param>
/// <param name="Form">filament (null), sheet or blank; a sheet or blank has measures, and its mass follows from them where grams is null.</param>
/// <param name="MachineId">The machine that it is loaded on, or null.</param>
/// <param name="Workshop">Id of the workshop in which it lies; null: the machine's, else the first one.</param>
public sealed record LotRequest(
    string? Material, double? Grams, string? Colour = null, string? Name = null, double? DensityGPerCm3 = null, double? DiameterMm = null,
    string? MachineId = null, int? Tool = null, string? Form = null, double? LengthMm = null, double? WidthMm = null, double? ThicknessMm = null,
    string? Workshop = null);
