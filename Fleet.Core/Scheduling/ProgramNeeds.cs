namespace Fleet.Core.Scheduling;

/// <summary>What a program asks of a machine, from its analysis. Null: the program does not say.</summary>
public sealed record ProgramNeeds
{
    public MachineKind? Kind { get; init; }

    /// <summary>What is extruded or cut, in the program's coordinates, mm.</summary>
    public Extent? Extent { get; init; }

    public double? NozzleMm { get; init; }

    /// <summary>As the slicer writes it, for instance <c>PETG</c>.</summary>
    public string? Material { get; init; }

    /// <summary>As the slicer writes it, for instance <c>MK3S</c>.</summary>
    public string? PrinterModel { get; init; }

    /// <summary>For instance <c>PrusaSlicer</c>; machines differ in how far they keep to a slicer's or the analysis' time.</summary>
    public string? Slicer { get; init; }

    public double MaxNozzleC { get; init; }
    public double MaxBedC { get; init; }

    /// <summary>Filament of the first tool, g.</summary>
    public double FilamentG { get; init; }

    public double DurationSeconds { get; init; }
}
