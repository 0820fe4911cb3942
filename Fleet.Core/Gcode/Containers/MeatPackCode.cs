namespace Fleet.Core.Gcode.Containers;

/// <summary>MeatPack's alphabet and signals. Two characters share a byte, the first in the low half.</summary>
static class MeatPackCode
{
    public const byte Signal = 0xFF;
    public const byte EnablePacking = 0xFB;
    public const byte DisablePacking = 0xFA;
    public const byte Reset = 0xF9;
    public const byte Query = 0xF8;
    public const byte EnableNoSpaces = 0xF7;
    public const byte DisableNoSpaces = 0xF6;

    /// <summary>Says that a character follows in a byte of its own.</summary>
    public const int Literal = 15;

    public const int NewLine = 12;

    const string Alphabet = "0123456789. \nGX";

    /// <summary>The code of a character; <see cref="Literal"/> when it has none.</summary>
    public static int Of(byte character, bool noSpaces) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => character - '0',
        (byte)'.' => 10,
        (byte)' ' when !noSpaces => 11,
        (byte)'E' when noSpaces => 11,
        (byte)'\n' => NewLine,
        (byte)'G' => 13,
        (byte)'X' => 14,
        _ => Literal,
    };

    public static byte CharacterOf(int code, bool noSpaces) => code == 11 && noSpaces ? (byte)'E' : (byte)Alphabet[code];
}
