using Fleet.Core.Gcode.Reading;

namespace Fleet.Core.Gcode;

/// <summary>
/// The exact line to send for a line of a program: without comment, surrounding blanks and line end, and with numbers shortened where
/// their value is unchanged (<c>X010.500</c> becomes <c>X10.5</c>, <c>E-0.20</c> becomes <c>E-.2</c>). Allocates nothing.
/// </summary>
/// <param name="spaces">Keep one blank between words. Without blanks a third of a line's bytes are saved; every G-code firmware reads it.</param>
public sealed class LineNormaliser(bool spaces = true)
{
    /// <summary>
    /// Writes the line to <paramref name="sent"/>, which must be as long as <paramref name="line"/>. Returns its length; 0: nothing to send.
    /// Text that belongs to a command (M117 and its like, macros, <c>$</c> lines) keeps its spelling.
    /// </summary>
    public int Normalise(ReadOnlySpan<byte> line, Span<byte> sent)
    {
        line = line.Trim(" \t\r\n"u8);
        if (line.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            line = line[3..].TrimStart(" \t"u8);
        if (line.IsEmpty || line[0] is (byte)';' or (byte)'%')
            return 0;
        if (!IsWords(line))
            return Verbatim(line, sent);
        int written = 0, at = 0;
        while (at < line.Length)
        {
            byte b = line[at];
            if (b is (byte)' ' or (byte)'\t')
                at++;
            else if (b == ';' || b == '*')
                break;
            else if (b == '(')
                at = SkipComment(line, at);
            else if (IsLetter(b) && NumberAt(line, at + 1, out int begin, out int end))
            {
                if (spaces && written > 0)
                    sent[written++] = (byte)' ';
                sent[written++] = (byte)(b & 0xDF);
                written += Shortened(line[begin..end], sent[written..], isCode: (b & 0xDF) is 'G' or 'M' or 'T' or 'N');
                at = end;
            }
            else
            {
                if (spaces && written > 0 && at > 0 && line[at - 1] is (byte)' ' or (byte)'\t')
                    sent[written++] = (byte)' ';
                sent[written++] = b;
                at++;
            }
        }

        return written;
    }

    /// <summary>Letters with numbers; no macro, no quoted text, no command that takes free text.</summary>
    static bool IsWords(ReadOnlySpan<byte> line)
    {
        if (!IsLetter(line[0]) && line[0] is not ((byte)'(' or (byte)'/'))
            return false;
        if (line.Length > 1 && IsLetter(line[0]) && (IsLetter(line[1]) || line[1] == '_'))
            return false;
        int comment = line.IndexOf((byte)';');
        if ((comment < 0 ? line : line[..comment]).IndexOfAny("\"#[{"u8) >= 0)
            return false;
        if ((line[0] & 0xDF) != 'M')
            return true;
        int code = 0, at = 1;
        for (; at < line.Length && (uint)(line[at] - '0') <= 9 && code < 10_000; at++)
            code = code * 10 + line[at] - '0';
        return code is not (0 or 1) && !LineParser.IsTextCommand(code);
    }

    static int Verbatim(ReadOnlySpan<byte> line, Span<byte> sent)
    {
        int comment = line.IndexOf((byte)';');
        if (comment >= 0)
            line = line[..comment].TrimEnd(" \t"u8);
        line.CopyTo(sent);
        return line.Length;
    }

    static int SkipComment(ReadOnlySpan<byte> line, int at)
    {
        int close = line[at..].IndexOf((byte)')');
        return close < 0 ? line.Length : at + close + 1;
    }

    static bool NumberAt(ReadOnlySpan<byte> line, int at, out int begin, out int end)
    {
        while (at < line.Length && line[at] is (byte)' ' or (byte)'\t')
            at++;
        begin = end = at;
        if (end < line.Length && line[end] is (byte)'-' or (byte)'+')
            end++;
        int digits = 0;
        for (bool point = false; end < line.Length; end++)
        {
            if ((uint)(line[end] - '0') <= 9)
                digits++;
            else if (line[end] == '.' && !point)
                point = true;
            else
                break;
        }

        // A second point belongs to a version number (M115 U3.11.0), which is no number.
        return digits > 0 && (end == line.Length || line[end] != '.');
    }

    /// <summary>Without plus, leading zeros, trailing zeros behind a point, and a point with nothing behind it. Codes only lose leading zeros.</summary>
    static int Shortened(ReadOnlySpan<byte> number, Span<byte> sent, bool isCode)
    {
        int written = 0;
        bool negative = number[0] == '-';
        if (number[0] is (byte)'-' or (byte)'+')
            number = number[1..];
        int point = number.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = (point < 0 ? number : number[..point]).TrimStart((byte)'0');
        ReadOnlySpan<byte> fraction = point < 0 ? [] : number[(point + 1)..].TrimEnd((byte)'0');
        if (whole.IsEmpty && fraction.IsEmpty)
        {
            sent[0] = (byte)'0';
            return 1;
        }

        if (negative)
            sent[written++] = (byte)'-';
        if (whole.IsEmpty && isCode)
            sent[written++] = (byte)'0';
        whole.CopyTo(sent[written..]);
        written += whole.Length;
        if (fraction.IsEmpty)
            return written;
        sent[written++] = (byte)'.';
        fraction.CopyTo(sent[written..]);
        return written + fraction.Length;
    }

    static bool IsLetter(byte b) => (b & 0xDF) is >= 'A' and <= 'Z';
}
