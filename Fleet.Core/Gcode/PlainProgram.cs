using Fleet.Core.Gcode.Containers;

namespace Fleet.Core.Gcode;

/// <summary>The plain G-code text of any accepted container.</summary>
public static class PlainProgram
{
    /// <summary>
    /// A forward-only stream of plain lines, unpacked while it is read. The given stream stays open.
    /// </summary>
    /// <param name="plate">Of a .3mf file with several plates, from 1; null for the only one, or the first.</param>
    /// <exception cref="IOException">Here or while reading, when the container is damaged; the message is a sentence for people.</exception>
    public static Stream Open(Stream program, int? plate = null) => ProgramContainer.Open(program, plate).Plain;
}
