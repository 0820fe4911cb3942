namespace Fleet.Agent.Drivers;

/// <summary>The two ways of speech that drivers on a byte link know.</summary>
static class FamilySpeech
{
    /// <summary>GRBL and its relatives count bytes; all others say <c>ok</c> to a line.</summary>
    internal static bool CountsBytes(this FirmwareFamily family) => family is FirmwareFamily.Grbl or FirmwareFamily.GrblHal or FirmwareFamily.FluidNc;
}
