namespace Fleet.Core.Machines;

/// <summary>
/// What a model of machine is and can do: one <c>machines/*.yaml</c>, validated by <c>machines/schema.json</c>.
/// Keys in the file are these names in camelCase; units are in the names.
/// </summary>
public sealed record Profile
{
    /// <summary>File name without extension, for instance <c>prusa-mk3s</c>; lower-case letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>What people call the model, for instance <c>Prusa i3 MK3S+</c>.</summary>
    public required string Name { get; init; }

    public required string Vendor { get; init; }

    public required MachineKind Kind { get; init; }

    public required Envelope Envelope { get; init; }

    public Kinematics Kinematics { get; init; } = Kinematics.Cartesian;

    public required FirmwareTraits Firmware { get; init; }

    public required MotionLimits Motion { get; init; }

    /// <summary>Extruders, spindle or laser, by tool number from 0. At least one.</summary>
    public required IReadOnlyList<Tool> Tools { get; init; }

    /// <summary>Null where nothing is heated (CNC, laser).</summary>
    public HeatedBed? Bed { get; init; }

    public required PowerModel Power { get; init; }

    public LinkDefaults Link { get; init; } = new();

    public StartRules Start { get; init; } = new();

    public Scripts Scripts { get; init; } = new();

    /// <summary>Words that slicers write into a program for this model (<c>printer_model</c>), for instance <c>MK3S</c>. Empty: not compared.</summary>
    public IReadOnlyList<string> SlicerModels { get; init; } = [];

    /// <summary>Where the numbers come from: data sheets, firmware configuration, measurements.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}
