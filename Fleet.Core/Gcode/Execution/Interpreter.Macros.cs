using System.Buffers.Text;
using System.Text;
using Fleet.Core.Gcode.Checks;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

sealed unsafe partial class Interpreter
{
    bool _macroSeen;

    /// <summary>Klipper's named commands. What changes motion or names objects is understood; everything else is a macro of the machine.</summary>
    void TakeMacro(ReadOnlySpan<byte> line)
    {
        int end = line.IndexOfAny((byte)' ', (byte)'\t', (byte)';');
        ReadOnlySpan<byte> name = end < 0 ? line : line[..end];
        if (name.StartsWith("EXCLUDE_OBJECT"u8))
        {
            if (name.SequenceEqual("EXCLUDE_OBJECT_DEFINE"u8) && TryText(line, "NAME="u8, out string? objectName))
                _comments.AddObject(objectName);
            return;
        }

        if (Ascii.EqualsIgnoreCase(name, "SET_VELOCITY_LIMIT"u8))
        {
            if (TryNumber(line, "VELOCITY="u8, out double velocity)) _settings.MaxVelocity = velocity;
            if (TryNumber(line, "ACCEL="u8, out double accel)) _settings.PrintAccel = accel;
            if (TryNumber(line, "SQUARE_CORNER_VELOCITY="u8, out double corner)) _settings.SquareCornerVelocity = corner;
            if (TryNumber(line, "MINIMUM_CRUISE_RATIO="u8, out double ratio)) _settings.MinimumCruiseRatio = Math.Clamp(ratio, 0, 1);
            return;
        }

        if (Ascii.EqualsIgnoreCase(name, "SET_HEATER_TEMPERATURE"u8))
        {
            SetHeater(line);
            return;
        }

        if (Ascii.EqualsIgnoreCase(name, "TEMPERATURE_WAIT"u8))
        {
            WaitForAllHeaters();
            return;
        }

        if (name.StartsWith("SET_"u8) || name.StartsWith("TIMELAPSE"u8) || name.StartsWith("_"u8))
            return;
        if (name is [(byte)'@' or (byte)'!' or (byte)'~' or (byte)'?', ..])
            return;
        _macroSeen = true;
        _state.Homed = true;
        bool known = _dialect.Family is FirmwareFamily.Klipper;
        Check check = known ? Check.OpaqueMacro : Check.UnknownMacro;
        if (_findings.Hit(check, _line))
            _findings.Say(check, Encoding.Latin1.GetString(name[..Math.Min(name.Length, 40)]));
    }

    /// <summary>Klipper's heaters by name: extruder, extruder1, heater_bed.</summary>
    void SetHeater(ReadOnlySpan<byte> line)
    {
        if (!TryText(line, "HEATER="u8, out string heater))
            return;
        double target = TryNumber(line, "TARGET="u8, out double wanted) ? wanted : 0;
        if (heater == "heater_bed")
            SetBed(target);
        else if (heater.StartsWith("extruder", StringComparison.Ordinal))
            SetNozzle(int.TryParse(heater.AsSpan(8), out int tool) ? ToolOf(tool) : 0, target);
    }

    /// <summary>M486 A: the name of the object whose label is open, quoted or not. The labels' numbers are not reported.</summary>
    void TakeObjectName()
    {
        var text = new ReadOnlySpan<byte>(_text, _textLength);
        int at = text.IndexOf((byte)'A') + 1;
        int end = text.IndexOf((byte)';');
        if (at > 0 && (end < 0 || end > at))
            _comments.AddObject(Encoding.UTF8.GetString(text[at..(end < 0 ? Math.Min(text.Length, at + 120) : Math.Min(end, at + 120))]).Trim(' ', '"', '\r'));
    }

    static bool TryNumber(ReadOnlySpan<byte> line, ReadOnlySpan<byte> key, out double value)
    {
        value = 0;
        int at = KeyAt(line, key);
        return at >= 0 && Utf8Parser.TryParse(line[at..], out value, out _) && value is > 0 and < 1e9;
    }

    static bool TryText(ReadOnlySpan<byte> line, ReadOnlySpan<byte> key, out string text)
    {
        text = "";
        int at = KeyAt(line, key);
        if (at < 0)
            return false;
        ReadOnlySpan<byte> rest = line[at..];
        int end = rest.IndexOfAny((byte)' ', (byte)'\t', (byte)'\r');
        text = Encoding.UTF8.GetString(end < 0 ? rest[..Math.Min(rest.Length, 200)] : rest[..Math.Min(end, 200)]);
        return text.Length > 0;
    }

    /// <summary>Behind " KEY=", or -1. The blank before it keeps ACCEL= apart from MAX_ACCEL=.</summary>
    static int KeyAt(ReadOnlySpan<byte> line, ReadOnlySpan<byte> key)
    {
        for (int from = 0; ;)
        {
            int at = line[from..].IndexOf(key);
            if (at < 0)
                return -1;
            at += from;
            if (at > 0 && line[at - 1] is (byte)' ' or (byte)'\t')
                return at + key.Length;
            from = at + 1;
        }
    }

    /// <summary>GRBL's $ lines: homing and jogs are work, everything that stores or unlocks is not a job's business.</summary>
    void TakeSystem(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> text = line.Trim(" \t\r"u8);
        if (Ascii.EqualsIgnoreCase(text, "$H"u8) || (text.Length == 3 && Ascii.EqualsIgnoreCase(text[..2], "$H"u8)))
        {
            _planner?.Drain();
            AddHoming(_homing.HomeSeconds(true, true, true));
            _state.Homed = true;
            return;
        }

        bool unlocks = Ascii.EqualsIgnoreCase(text, "$X"u8);
        bool writes = text.IndexOf((byte)'=') > 0 && !Ascii.EqualsIgnoreCase(text[..Math.Min(text.Length, 3)], "$J="u8);
        if (unlocks || writes)
            _findings.Hit(unlocks ? Check.UnlocksAlarm : Check.WritesSettings, _line, Encoding.Latin1.GetString(text[..Math.Min(text.Length, 30)]));
    }
}
