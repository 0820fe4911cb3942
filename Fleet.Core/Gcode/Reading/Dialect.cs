using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Reading;

/// <summary>How the words of a program are meant.</summary>
/// <param name="Family">Of the machine, or the family that the program was most likely made for.</param>
/// <param name="Kind">What the program's words point to; null when nothing tells.</param>
sealed record Dialect(FirmwareFamily Family, MachineKind? Kind)
{
    /// <summary>GRBL's and LinuxCNC's words: several codes on a line, bare axis words, G4 P in seconds, G0 as fast as the axes allow.</summary>
    public bool IsCnc => Family is FirmwareFamily.Grbl or FirmwareFamily.GrblHal or FirmwareFamily.FluidNc or FirmwareFamily.LinuxCnc;
}
