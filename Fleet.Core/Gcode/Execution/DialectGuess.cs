using Fleet.Core.Gcode.Reading;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

/// <summary>Which language a program is in, from its first lines; needed before the first line is executed.</summary>
static unsafe class DialectGuess
{
    /// <param name="head">Readable beyond its end by <see cref="LineParser.Padding"/>, as the reader's buffer is.</param>
    public static Dialect Of(ReadOnlySpan<byte> head, Profile? profile)
    {
        Words words = Count(head);
        MachineKind? kind = KindOf(head, words);
        if (profile is not null)
            return new(profile.Firmware.Family, kind);
        bool isKlipper = head.IndexOf("klipper"u8) >= 0 || (words.Macros > 0 && head.IndexOf("SET_"u8) >= 0);
        return new(kind is MachineKind.CncRouter or MachineKind.Laser ? FirmwareFamily.Grbl : isKlipper ? FirmwareFamily.Klipper : FirmwareFamily.Marlin, kind);
    }

    static MachineKind? KindOf(ReadOnlySpan<byte> head, in Words words)
    {
        if (words.Extruding + words.Heating > 0)
            return MachineKind.Fff;

        // Slicers for printers put large pictures before the first code; nobody else does.
        if (words.Codes == 0)
            return head.IndexOf("thumbnail begin"u8) >= 0 ? MachineKind.Fff : null;
        bool saysLaser = head.IndexOf("LightBurn"u8) >= 0 || head.IndexOf("aser"u8) >= 0;
        bool staysUp = words.BelowZero == 0;
        return saysLaser || (staysUp && (words.PowerOnMoves > 2 || words.DynamicPower > 0)) ? MachineKind.Laser : MachineKind.CncRouter;
    }

    static Words Count(ReadOnlySpan<byte> head)
    {
        var words = new Words();
        var code = new CodeLine();
        fixed (byte* start = head)
        {
            for (int at = 0; at < head.Length;)
            {
                int length = head[at..].IndexOfAny((byte)'\n', (byte)'\r');
                if (length < 0)
                    length = head.Length - at;
                LineParser.Parse(start + at, length, ref code);
                at += length + 1;
                if (code.Kind == LineKind.Macro)
                    words.Macros++;
                else if (code.Kind == LineKind.Code)
                    words.Take(code);
            }
        }

        return words;
    }

    /// <summary>How often the telling words occur.</summary>
    struct Words
    {
        public int Codes, Macros, Extruding, Heating, BelowZero, PowerOnMoves, DynamicPower;

        public void Take(in CodeLine code)
        {
            Codes++;
            if (code.FirstCode('G') is 0 or 10 or 20 or 30)
            {
                Extruding += code.Has('E') ? 1 : 0;
                PowerOnMoves += code.Has('S') ? 1 : 0;
                BelowZero += code.Has('Z') && code.Value('Z') < 0 ? 1 : 0;
            }

            if (code.FirstCode('M') is 1040 or 1090 or 1400 or 1900 or 820 or 830 or 1060 or 1070)
                Heating++;
            if (code.HasCode('M', 40))
                DynamicPower++;
        }
    }
}
