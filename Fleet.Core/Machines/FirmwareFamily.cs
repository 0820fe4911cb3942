namespace Fleet.Core.Machines;

/// <summary>The language on the wire.</summary>
public enum FirmwareFamily
{
    /// <summary>Line and <c>ok</c>: Marlin and its relatives on serial.</summary>
    Marlin,
    Prusa,
    PrusaBuddy,
    Repetier,
    Smoothieware,
    RepRapFirmware,
    Klipper,

    /// <summary>Counted bytes: GRBL 0.9 and 1.1.</summary>
    Grbl,
    GrblHal,
    FluidNc,

    LinuxCnc,

    /// <summary>The vendor's own network protocol (Bambu).</summary>
    Bambu,
}
