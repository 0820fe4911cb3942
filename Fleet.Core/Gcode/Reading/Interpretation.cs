namespace Fleet.Core.Gcode.Reading;

/// <summary>Small decisions about single lines that more than one reader needs.</summary>
static class Interpretation
{
    /// <summary>G10 with an offset's words sets offsets (CNC, RepRapFirmware); without them it retracts.</summary>
    public static bool IsFirmwareRetract(in CodeLine code) =>
        (code.Seen & (CodeLine.Bit('L') | CodeLine.Bit('P') | CodeLine.Bit('R') | CodeLine.Bit('X') | CodeLine.Bit('Y') | CodeLine.Bit('Z'))) == 0;
}
