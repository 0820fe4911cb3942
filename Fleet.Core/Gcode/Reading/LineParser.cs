using System.Runtime.CompilerServices;

namespace Fleet.Core.Gcode.Reading;

/// <summary>Splits a line into words, for every dialect at once; what the words mean is the interpreter's matter.</summary>
static unsafe class LineParser
{
    /// <summary>Readable bytes that must follow a line in its buffer.</summary>
    public const int Padding = 32;

    /// <summary><paramref name="length"/> bytes without the line end; <see cref="Padding"/> readable bytes must follow.</summary>
    [SkipLocalsInit]
    public static void Parse(byte* line, int length, ref CodeLine code)
    {
        byte* p = line;
        byte* end = line + length;
        ref double values = ref Unsafe.As<CodeLine.WordValues, double>(ref code.Values);
        uint seen = 0;
        code.Bare = 0;
        code.First = 0;
        code.CodeCount = 0;
        code.CommentStart = -1;
        code.GarbageAt = -1;
        code.Kind = LineKind.Blank;
        if (length > 3 && line[0] == 'G' && (uint)(line[1] - '0') <= 3 && line[2] == ' ')
        {
            // Nine lines of ten begin so: G0 to G3.
            code.First = (byte)'G';
            code.Kind = LineKind.Code;
            code.CodeCount = 1;
            code.Codes[0] = 'G' << 16 | (line[1] - '0') * 10;
            Unsafe.Add(ref values, 'G' & 31) = line[1] - '0';
            seen = 1u << ('G' & 31);
            p += 3;
        }

        while (p < end)
        {
            uint letter = *p;
            uint upper = letter & 0xDF;
            if (upper - 'A' <= 'Z' - 'A')
            {
                byte* after = NumberReader.Read(p + 1, end, out double value);
                if (after == p + 1 && !WithoutNumber(ref code, line, p, end, ref after, out value))
                    break;
                p = *after == ' ' ? after + 1 : after;
                if (code.First == 0)
                {
                    if (upper == 'N')
                        continue;
                    code.First = (byte)upper;
                    code.Kind = LineKind.Code;
                }

                Unsafe.Add(ref values, upper & 31) = value;
                seen |= 1u << (int)upper;
                if ((upper == 'G' || upper == 'M') && TakeCode(ref code, upper, value))
                    break;
            }
            else if (letter is ' ' or '\t')
                p++;
            else if (!Punctuation(ref code, line, ref p, end))
                break;
        }

        code.Seen = seen;
    }

    /// <summary>True when the rest of the line is free text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TakeCode(ref CodeLine code, uint letter, double value)
    {
        if (code.CodeCount < CodeLine.MaxCodes)
            code.Codes[code.CodeCount++] = (int)(letter << 16) | (value is >= 0 and < 6000 ? (int)(value * 10 + 0.5) : CodeLine.NoCode);
        return letter == 'M' && code.First == 'M' && value >= 16 && IsTextCommand((int)value);
    }

    /// <summary>M codes whose rest of the line is free text or a file name.</summary>
    public static bool IsTextCommand(int code) => code is 16 or 23 or 28 or 32 or 33 or 117 or 118 or 550 or 587 or 588 or 928;

    /// <summary>A letter with no number behind it: a flag, a macro's name, a quoted text, an expression. False ends the line.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static bool WithoutNumber(ref CodeLine code, byte* line, byte* p, byte* end, ref byte* after, out double value)
    {
        value = 0;
        uint upper = *p & 0xDFu;
        byte* next = p + 1;
        while (next < end && *next is (byte)' ' or (byte)'\t')
            next++;
        if (next > p + 1 && next < end)
        {
            byte* behind = NumberReader.Read(next, end, out value);
            if (behind != next)
            {
                after = behind;
                return true;
            }
        }

        if (code.First == 0 && upper == 'O' && next < end && *next == '<')
        {
            code.Kind = LineKind.Computed;
            return false;
        }

        if (code.First == 0 && next == p + 1 && next < end && IsNamePart(*next))
        {
            code.Kind = MacroOrProse(p, end);
            code.First = code.Kind == LineKind.Macro ? (byte)upper : (byte)0;
            return false;
        }

        if (next < end && *next is (byte)'[' or (byte)'#')
        {
            code.Kind = LineKind.Computed;
            return false;
        }

        code.Bare |= 1u << (int)(upper & 31);
        value = 0;
        after = p + 1;
        if (next < end && *next == '"')
        {
            for (after = next + 1; after < end && *after != '"'; after++) { }
            if (after < end)
                after++;
        }
        else if (next < end && *next == '{')
        {
            // A placeholder that the slicer left: its letters are no words.
            if (code.GarbageAt < 0)
                code.GarbageAt = (int)(next - line);
            for (after = next + 1; after < end && *after != '}' && *after != ' '; after++) { }
            if (after < end)
                after++;
        }

        return true;
    }

    static bool IsNamePart(byte b) => (b & 0xDF) is >= 'A' and <= 'Z' || b == '_';

    /// <summary>A macro is one name, then nothing or <c>KEY=VALUE</c>; anything else with words in it is prose.</summary>
    static LineKind MacroOrProse(byte* p, byte* end)
    {
        while (p < end && (IsNamePart(*p) || (uint)(*p - '0') <= 9 || *p == '.'))
            p++;
        while (p < end && *p is (byte)' ' or (byte)'\t' or (byte)'\r')
            p++;
        if (p == end || *p == ';' || *p == '*')
            return LineKind.Macro;
        byte* key = p;
        while (p < end && (IsNamePart(*p) || (uint)(*p - '0') <= 9))
            p++;
        return p > key && p < end && *p == '=' ? LineKind.Macro : LineKind.Prose;
    }

    /// <summary>Comments, checksums and the marks of the CNC dialects. False ends the line.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static bool Punctuation(ref CodeLine code, byte* line, ref byte* p, byte* end)
    {
        switch (*p)
        {
            case (byte)';':
                code.CommentStart = (int)(p + 1 - line);
                code.CommentEnd = (int)(end - line);
                return false;
            case (byte)'(':
                byte* close = p + 1;
                while (close < end && *close != ')')
                    close++;
                code.CommentStart = (int)(p + 1 - line);
                code.CommentEnd = (int)(close - line);
                p = close < end ? close + 1 : end;
                return true;
            case 0 or (byte)'\r' when p + 1 >= end:
                p++;
                return true;
            case (byte)'*':
                return false;
            case (byte)'%' when code.First == 0:
                code.Kind = LineKind.ProgramMark;
                return false;
            case (byte)'$' when code.First == 0:
                code.Kind = LineKind.System;
                return false;
            case (byte)'#' or (byte)'[':
                code.Kind = LineKind.Computed;
                return false;
            case (byte)'@' or (byte)'!' or (byte)'~' or (byte)'?' when code.First == 0:
                code.Kind = LineKind.Macro;
                return false;
            case (byte)'/' when code.First == 0:
                p++;
                return true;
            case 0xEF or 0xBB or 0xBF when code.First == 0 && p - line < 3:
                p++;
                return true;
            case (byte)'.':
                // A version such as M115 U3.11.0.
                p++;
                return true;
            case (byte)'"':
                for (p++; p < end && *p != '"'; p++) { }
                if (p < end)
                    p++;
                return true;
        }

        if (code.GarbageAt < 0)
            code.GarbageAt = (int)(p - line);
        if (code.First == 0)
        {
            code.Kind = LineKind.Prose;
            return false;
        }

        p++;
        return true;
    }
}
