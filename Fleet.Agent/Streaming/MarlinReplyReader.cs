using System.Buffers.Text;

namespace Fleet.Agent.Streaming;

/// <summary>
/// Reads one line of a line-and-ok firmware, byte-wise and without allocating. Forms seen in the field: <c>ok</c> glued behind an
/// automatic report, ADVANCED_OK's <c>ok N12 P15 B3</c>, Repetier's <c>ok 12</c>, <c>rs N12</c>, <c>Resend:12</c>, <c>// action:</c>.
/// A garbled <c>ok</c> (<c>o</c>, <c>k</c>, <c>oo</c>) is deliberately no ok.
/// </summary>
static class MarlinReplyReader
{
    internal static MarlinReply Read(ReadOnlySpan<byte> line)
    {
        if (line is [(byte)'o', (byte)'k', ..])
            return ReadOk(line);
        line = line.Trim((byte)' ');
        if (line.IsEmpty)
            return default;
        switch (line[0])
        {
            case (byte)'o':
                if (line.StartsWith("ok"u8))
                    return ReadOk(line);
                break;
            case (byte)'R' or (byte)'r':
                if (line.StartsWith("Resend"u8) || line.StartsWith("rs "u8))
                    return new(MarlinReplyKind.Resend, NumberAfter(line, line[0] == 'R' ? 6 : 2));
                if (line.StartsWith("RequestPause"u8))
                    return new(MarlinReplyKind.WaitsForPerson);
                break;
            case (byte)'e' or (byte)'b':
                if (line.IndexOf("busy:"u8) is >= 0 and <= 6)
                    return new(line.IndexOf("paused for"u8) >= 0 || line.IndexOf("door open"u8) >= 0
                        ? MarlinReplyKind.WaitsForPerson : MarlinReplyKind.Working);
                if (IsResetReason(line.StartsWith("echo:"u8) ? line[5..].Trim((byte)' ') : line))
                    return new(MarlinReplyKind.Greeting);
                return default;
            case (byte)'s':
                if (line.SequenceEqual("start"u8))
                    return new(MarlinReplyKind.Greeting);
                break;
            case (byte)'w':
                if (line.SequenceEqual("wait"u8))
                    return new(MarlinReplyKind.QueueEmpty);
                break;
            case (byte)'/':
                if (line.StartsWith("//action:"u8) || line.StartsWith("// action:"u8))
                    return new(MarlinReplyKind.Action);
                break;
            case (byte)'E' or (byte)'!' or (byte)'f':
                if (line.StartsWith("Error"u8) || line.StartsWith("!!"u8) || line.StartsWith("fatal:"u8) || line.StartsWith("ERROR"u8))
                    return ReadError(line);
                break;
            case (byte)'S' or (byte)'P' or (byte)'B' or (byte)'W':
                if (line.SequenceEqual("Smoothie"u8) || IsResetReason(line))
                    return new(MarlinReplyKind.Greeting);
                break;
            case (byte)'T' or (byte)'@':
                return ReadTemperatures(line);
        }
        if (IsStartBehindNoise(line))
            return new(MarlinReplyKind.Greeting);
        return EndsInGluedOk(line) ? new(MarlinReplyKind.Ok, Temperatures: line.IndexOf("T:"u8) >= 0) : default;
    }

    static MarlinReply ReadOk(ReadOnlySpan<byte> line)
    {
        if (line.Length == 2)
            return new(MarlinReplyKind.Ok);
        var rest = line[2..].Trim((byte)' ');
        // "okay" and the like are no acknowledgement; "okok" is one, garbled by a lost line end.
        if (line[2] != ' ' && !rest.SequenceEqual("ok"u8) && !rest.StartsWith("T:"u8))
            return default;
        if (rest.StartsWith("T:"u8) || rest.IndexOf(" T:"u8) >= 0 || rest.StartsWith("T0:"u8) || rest.StartsWith("B:"u8))
            return new(MarlinReplyKind.Ok, Temperatures: true);
        long number = -1;
        int slots = -1, blocks = -1;
        if (rest is [>= (byte)'0' and <= (byte)'9', ..])
            number = NumberAfter(rest, 0);
        while (rest is [var letter, ..])
        {
            if (rest.Length > 1 && rest[1] is >= (byte)'0' and <= (byte)'9')
                switch (letter)
                {
                    case (byte)'N': number = NumberAfter(rest, 1); break;
                    case (byte)'P': blocks = (int)NumberAfter(rest, 1); break;
                    case (byte)'B': slots = (int)NumberAfter(rest, 1); break;
                }
            int blank = rest.IndexOf((byte)' ');
            rest = blank < 0 ? default : rest[(blank + 1)..];
        }
        return new(MarlinReplyKind.Ok, number, slots, blocks);
    }

    static MarlinReply ReadTemperatures(ReadOnlySpan<byte> line)
    {
        if (EndsInGluedOk(line))
            return new(MarlinReplyKind.Ok);
        return new(line.IndexOf(" W:"u8) >= 0 ? MarlinReplyKind.Working : MarlinReplyKind.Information, Temperatures: true);
    }

    static MarlinReply ReadError(ReadOnlySpan<byte> line)
    {
        int last = line.IndexOf("Last Line:"u8);
        if (last >= 0)
            return new(MarlinReplyKind.LastLine, NumberAfter(line, last + 10));
        if (line.StartsWith("fatal:"u8) || line.IndexOf("halted"u8) >= 0 || line.IndexOf("kill"u8) >= 0 || line.IndexOf("KILL"u8) >= 0
            || line.IndexOf("system stopped"u8) >= 0 || line.IndexOf("Runaway"u8) >= 0 || line.IndexOf("unaway"u8) >= 0
            || line.IndexOf("MAXTEMP"u8) >= 0 || line.IndexOf("MINTEMP"u8) >= 0 || line.IndexOf("Heating failed"u8) >= 0
            || line.IndexOf("Malfunction"u8) >= 0 || line.IndexOf("hutdown"u8) >= 0)
            return new(MarlinReplyKind.Halted);
        if (line.IndexOf("M999"u8) >= 0 || line.IndexOf("STOP called"u8) >= 0 || line.SequenceEqual("!!"u8))
            return new(MarlinReplyKind.Stopped);
        return new(MarlinReplyKind.Error);
    }

    /// <summary>A board that boots may spit a few bytes of another rate right before its <c>start</c>.</summary>
    static bool IsStartBehindNoise(ReadOnlySpan<byte> line) =>
        line.EndsWith("start"u8) && line.Length <= 40 && line[..^5].IndexOfAnyInRange((byte)'!', (byte)'~') < 0;

    static bool IsResetReason(ReadOnlySpan<byte> line) =>
        line.SequenceEqual("PowerUp"u8) || line.SequenceEqual("External Reset"u8) || line.SequenceEqual("Brown out Reset"u8)
        || line.SequenceEqual("Watchdog Reset"u8) || line.SequenceEqual("Software Reset"u8);

    /// <summary><c>@:127 B@:0ok</c>: an ok that lost its own line to an automatic report (Marlin issue 9111).</summary>
    static bool EndsInGluedOk(ReadOnlySpan<byte> line)
    {
        int at = line.LastIndexOf("ok"u8);
        if (at <= 0 || line[at - 1] is not (>= (byte)'0' and <= (byte)'9' or (byte)'?') || line.IndexOf(":"u8) < 0)
            return false;
        var tail = line[(at + 2)..];
        return tail.IsEmpty || tail[0] == ' ' && line.IndexOf("@:"u8) >= 0;
    }

    /// <summary>The first whole number at or after <paramref name="from"/>, over blanks, colons and an N; -1 where there is none.</summary>
    static long NumberAfter(ReadOnlySpan<byte> line, int from)
    {
        while (from < line.Length && line[from] is (byte)' ' or (byte)':' or (byte)'N')
            from++;
        return Utf8Parser.TryParse(line[from..], out long number, out _) && number >= 0 ? number : -1;
    }
}
