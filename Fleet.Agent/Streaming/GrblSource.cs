using System.Buffers.Text;

namespace Fleet.Agent.Streaming;

/// <summary>Lines for a byte-counting controller; says which of them must travel alone.</summary>
sealed class GrblSource(SentLines sent) : LineSource(sent)
{
    /// <summary>The controller does not know M6: the tool is changed by a person while the program is stopped here.</summary>
    internal bool HoldsAtToolChanges { get; set; }

    /// <summary>The line that was made ready last touches the controller's EEPROM, which makes it deaf: nothing else may be on the wire.</summary>
    internal bool TravelsAlone { get; set; }

    protected override Fate FateOf(ReadOnlySpan<byte> text) =>
        // A percent sign frames the program in other controls' files.
        text is [(byte)'%'] ? Fate.Skip
        : HoldsAtToolChanges && IsToolChange(text) ? Fate.Stop : Fate.Send;

    protected override void Add(int length, long programLine, HostLine? host)
    {
        TravelsAlone = TouchesMemory(Sent.NextText[..length]);
        Sent.Add(length, programLine, numbered: false, host);
    }

    /// <summary>M6 or M06 as a word of its own, anywhere in the line.</summary>
    internal static bool IsToolChange(ReadOnlySpan<byte> text)
    {
        for (int at = text.IndexOfAny((byte)'M', (byte)'m'); at >= 0;)
        {
            var rest = text[(at + 1)..].TrimStart((byte)' ');
            if (Utf8Parser.TryParse(rest, out int code, out int used) && code == 6 && (used == rest.Length || rest[used] != '.'))
                return true;
            int next = rest.IndexOfAny((byte)'M', (byte)'m');
            at = next < 0 ? -1 : text.Length - rest.Length + next;
        }
        return false;
    }

    /// <summary>$-commands except jogs and <c>$G</c>; G10, G28.1, G30.1 write the EEPROM; G28, G30 and G54 to G59 read it.</summary>
    static bool TouchesMemory(ReadOnlySpan<byte> text)
    {
        if (text[0] == '$')
            return !text.StartsWith("$J"u8) && !text.SequenceEqual("$G"u8);
        for (int at = text.IndexOfAny((byte)'G', (byte)'g'); at >= 0;)
        {
            var rest = text[(at + 1)..];
            if (Utf8Parser.TryParse(rest, out int code, out _) && code is 10 or 28 or 30 or (>= 54 and <= 59))
                return true;
            int next = rest.IndexOfAny((byte)'G', (byte)'g');
            at = next < 0 ? -1 : at + 1 + next;
        }
        return false;
    }
}
