using Fleet.Core.Gcode.Reading;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode;

/// <summary>
/// Filament used so far, from the lines that the firmware has acknowledged. Allocates nothing per line and agrees exactly with
/// <see cref="ProgramAnalysis.Filament"/> at the end of a program. Not thread-safe.
/// </summary>
public sealed unsafe class ExtrusionCounter(FirmwareFamily family = FirmwareFamily.Marlin)
{
    public const int MaxTools = ExtrusionState.Tools;

    const int LongestMove = 256;

    readonly bool _extrudes = family is not (FirmwareFamily.Grbl or FirmwareFamily.GrblHal or FirmwareFamily.FluidNc or FirmwareFamily.LinuxCnc);
    ExtrusionState _state = ExtrusionState.Start(ExtruderRules.Of(family));
    CodeLine _code;

    /// <summary>Tools from 0 to the highest that was selected or has extruded.</summary>
    public int ToolCount { get; private set; } = 1;

    /// <summary>mm of filament, as <see cref="FilamentUse.LengthMm"/>: never falls.</summary>
    public double LengthMm(int tool) => _state.LengthMm(tool);

    /// <summary>mm of filament with M221 applied, as <see cref="FilamentUse.FedLengthMm"/>.</summary>
    public double FedLengthMm(int tool) => _state.FedLengthMm(tool);

    /// <summary>Fills one value for each tool from 0; returns how many were filled.</summary>
    public int Lengths(Span<double> lengthMm)
    {
        int count = Math.Min(ToolCount, lengthMm.Length);
        for (int tool = 0; tool < count; tool++)
            lengthMm[tool] = _state.LengthMm(tool);
        return count;
    }

    /// <summary>One line of the program, with or without its end, line number, checksum or comment.</summary>
    public void Feed(ReadOnlySpan<byte> line)
    {
        if (!_extrudes || line.IsEmpty)
            return;

        // The parser reads ahead of the number it is at; a line from elsewhere has no padding. Extrusion never hides behind a
        // line's first 256 bytes: firmware cuts lines long before.
        int length = Math.Min(line.Length, LongestMove);
        byte* padded = stackalloc byte[LongestMove + LineParser.Padding];
        line[..length].CopyTo(new Span<byte>(padded, LongestMove));
        new Span<byte>(padded + length, LineParser.Padding).Clear();
        while (length > 0 && padded[length - 1] is (byte)'\n' or (byte)'\r')
            length--;
        LineParser.Parse(padded, length, ref _code);
        Take();
    }

    void Take()
    {
        if (_code.Kind != LineKind.Code)
            return;
        switch (_code.FirstCode('G'))
        {
            case 0 or 10 or 20 or 30 or 50:
                if (_code.Has('E'))
                    _state.Move(_code.Value('E'));
                break;
            case 100 when !_code.HasOffsetWords:
                _state.FirmwareRetract();
                break;
            case 110:
                _state.FirmwareRecover();
                break;
            default:
                _state.Apply(_code);
                ToolCount = Math.Max(ToolCount, _state.Tool + 1);
                break;
        }
    }
}
