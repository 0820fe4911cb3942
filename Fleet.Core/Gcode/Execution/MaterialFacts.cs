namespace Fleet.Core.Gcode.Execution;

/// <summary>What is commonly printed: densities as slicers ship them, and the hottest nozzle that data sheets allow.</summary>
static class MaterialFacts
{
    public static double? DensityOf(string? material) => Find(material)?.DensityGPerCm3;

    public static double? MaxNozzleOf(string? material) => Find(material)?.MaxNozzleC;

    static (double DensityGPerCm3, double MaxNozzleC)? Find(string? material) => material?.Split(' ', '-', '+')[0] switch
    {
        "PLA" => (1.24, 240),
        "PET" or "PETG" => (1.27, 270),
        "ABS" => (1.04, 280),
        "ASA" => (1.07, 280),
        "TPU" or "TPE" or "FLEX" => (1.21, 260),
        "PA" or "NYLON" or "PA6" or "PA12" or "PAHT" => (1.13, 310),
        "PC" => (1.20, 320),
        "PP" => (0.91, 265),
        "PVA" or "BVOH" => (1.23, 230),
        "HIPS" => (1.04, 260),
        "PVB" => (1.08, 235),
        _ => null,
    };
}
