using Fleet.Core.Gcode.Reading;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

/// <summary>Which language a program is in, from its first lines; needed before the first line is executed.</summary>
static class DialectGuess
{
    public static Dialect Of(ReadOnlySpan<byte> head, Profile? profile)
    {
        MachineKind? kind = KindOf(head, out FirmwareFamily family);
        return profile is null ? new(family, kind) : new(profile.Firmware.Family, kind);
    }

    static unsafe MachineKind? KindOf(ReadOnlySpan<byte> head, out FirmwareFamily family)
    {
        int extruding = 0, heating = 0, spindle = 0, laser = 0, sOnMoves = 0, z = 0, codes = 0, macros = 0;
        var code = new CodeLine();
        byte[] padded = new byte[head.Length + LineParser.Padding];
        head.CopyTo(padded);
        fixed (byte* start = padded)
        {
            int at = 0;
            while (at < head.Length)
            {
                int length = head[at..].IndexOfAny((byte)'\n', (byte)'\r');
                if (length < 0)
                    length = head.Length - at;
                LineParser.Parse(start + at, length, ref code);
                at += length + 1;
                if (code.Kind == LineKind.Macro)
                    macros++;
                if (code.Kind != LineKind.Code)
                    continue;
                codes++;
                int g = code.FirstCode('G'), m = code.FirstCode('M');
                if (g is 0 or 10 or 20 or 30)
                {
                    extruding += code.Has('E') ? 1 : 0;
                    sOnMoves += code.Has('S') ? 1 : 0;
                    z += code.Has('Z') && code.Value('Z') < 0 ? 1 : 0;
                }

                if (m is 1040 or 1090 or 1400 or 1900 or 820 or 830 or 1060 or 1070)
                    heating++;
                for (int i = 0; i < code.CodeCount; i++)
                {
                    int word = code.Codes[i];
                    if (word == ('M' << 16 | 30) || word == ('M' << 16 | 40))
                        spindle++;
                    if (word == ('M' << 16 | 40))
                        laser++;
                }
            }
        }

        family = FirmwareFamily.Marlin;
        if (extruding > 0 || heating > 0)
        {
            if (head.IndexOf("klipper"u8) >= 0 || (macros > 0 && head.IndexOf("SET_"u8) >= 0))
                family = FirmwareFamily.Klipper;
            return MachineKind.Fff;
        }

        // Slicers for printers put large pictures before the first code; nobody else does.
        if (codes == 0)
            return head.IndexOf("thumbnail begin"u8) >= 0 ? MachineKind.Fff : null;
        family = FirmwareFamily.Grbl;
        bool saysLaser = head.IndexOf("LightBurn"u8) >= 0 || head.IndexOf("LaserGRBL"u8) >= 0 || head.IndexOf("aser"u8) >= 0;
        if (saysLaser || (z == 0 && sOnMoves > 2) || (laser > 0 && z == 0))
            return MachineKind.Laser;
        return MachineKind.CncRouter;
    }
}
