namespace Fleet.Core.Gcode.Containers;

/// <summary>Finds out from the first bytes what a program is packed in.</summary>
static class ProgramContainer
{
    /// <exception cref="ProgramDamagedException">Here or while reading, with a sentence.</exception>
    public static OpenedProgram Open(Stream stream, int? plate)
    {
        var source = new PeekedStream(stream);
        ReadOnlySpan<byte> head = source.Head;
        if (head is [0x1F, 0x8B, ..])
            return Open(new GzipProgramStream(source), plate);
        return new OpenedProgram(source);
    }
}
