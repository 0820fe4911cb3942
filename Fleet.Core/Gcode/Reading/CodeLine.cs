using System.Runtime.CompilerServices;

namespace Fleet.Core.Gcode.Reading;

/// <summary>
/// The words of one line. Reused for every line: a value counts only where its letter's bit is in <see cref="Seen"/>.
/// Codes are numbers times ten, so that G38.2 is 382.
/// </summary>
struct CodeLine
{
    public const int MaxCodes = 12;

    /// <summary>Stands for a negative or absurd code number, which no firmware knows.</summary>
    public const int NoCode = 0xFFFF;

    public LineKind Kind;

    /// <summary>Letter of the first word, upper case: G, M, T, or an axis for a bare axis line. 0 for none.</summary>
    public byte First;

    /// <summary>Codes of all G and M words in order: letter in the upper half, number times ten in the lower.</summary>
    public int CodeCount;
    public CodeList Codes;

    /// <summary>Bit 1 for A, bit 2 for B, …: words that are there.</summary>
    public uint Seen;

    /// <summary>Words without a number behind the letter; their value is 0, as firmware reads them.</summary>
    public uint Bare;

    public WordValues Values;

    /// <summary>Where the comment begins, -1 for none; and where its text ends.</summary>
    public int CommentStart;
    public int CommentEnd;

    /// <summary>Where the first character stands that no firmware understands; -1 for none.</summary>
    public int GarbageAt;

    public static uint Bit(char letter) => 1u << (letter & 31);

    public readonly bool Has(char letter) => (Seen & Bit(letter)) != 0;

    public readonly bool HasNumber(char letter) => (Seen & ~Bare & Bit(letter)) != 0;

    public readonly double Value(char letter) => Values[letter & 31];

    public readonly double ValueOr(char letter, double fallback) => HasNumber(letter) ? Values[letter & 31] : fallback;

    /// <summary>The first word's code when it is this letter's, else -1.</summary>
    public readonly int FirstCode(char letter) =>
        First == letter && CodeCount > 0 && Codes[0] >> 16 == letter ? Codes[0] & 0xFFFF : -1;

    /// <summary>G10 with an offset's words sets offsets (CNC, RepRapFirmware); without them it retracts.</summary>
    public readonly bool HasOffsetWords =>
        (Seen & (Bit('L') | Bit('P') | Bit('R') | Bit('X') | Bit('Y') | Bit('Z'))) != 0;

    public readonly bool HasCode(char letter, int timesTen)
    {
        for (int i = 0; i < CodeCount; i++)
        {
            if (Codes[i] == (letter << 16 | timesTen))
                return true;
        }

        return false;
    }

    [InlineArray(32)]
    public struct WordValues
    {
        double _first;
    }

    [InlineArray(MaxCodes)]
    public struct CodeList
    {
        int _first;
    }
}
