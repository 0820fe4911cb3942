using System.Buffers.Text;
using Fleet.Agent.Drivers;

namespace Fleet.Agent.Streaming;

/// <summary>What the streaming thread needs of a status report <c>&lt;Run|MPos:…|Bf:15,128|…&gt;</c>. Unknown fields are left alone.</summary>
/// <param name="FreeBytes">Free bytes of the receive buffer; -1 where the report does not tell.</param>
/// <param name="Factors">Feed, rapid and spindle override; null where the report does not tell, which is most of them.</param>
readonly record struct GrblStatus(GrblState State, int FreeBytes = -1, OverrideFactors? Factors = null)
{
    /// <summary>False for a torn or glued report: it is dropped.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> line, out GrblStatus status)
    {
        status = default;
        if (line is not [(byte)'<', .., (byte)'>'])
            return false;
        var body = line[1..^1];
        int end = body.IndexOfAny((byte)'|', (byte)',');
        var word = end < 0 ? body : body[..end];
        int free = -1;
        int buffer = body.IndexOf("|Bf:"u8);
        if (buffer >= 0 && body[(buffer + 4)..].IndexOf((byte)',') is >= 0 and var comma
            && Utf8Parser.TryParse(body[(buffer + 5 + comma)..], out int bytes, out _))
            free = bytes;
        var state = StateOf(word);
        status = new GrblStatus(state, free, FactorsOf(body));
        return state != GrblState.Unknown;
    }

    static OverrideFactors? FactorsOf(ReadOnlySpan<byte> body)
    {
        int at = body.IndexOf("|Ov:"u8);
        if (at < 0)
            return null;
        var rest = body[(at + 4)..];
        if (!Utf8Parser.TryParse(rest, out int feed, out int used) || used >= rest.Length || rest[used] != ',')
            return null;
        rest = rest[(used + 1)..];
        if (!Utf8Parser.TryParse(rest, out int rapid, out used) || used >= rest.Length || rest[used] != ',')
            return null;
        return Utf8Parser.TryParse(rest[(used + 1)..], out int spindle, out _) ? new OverrideFactors(feed, 100, rapid, spindle) : null;
    }

    static GrblState StateOf(ReadOnlySpan<byte> word) => word switch
    {
        _ when word.SequenceEqual("Idle"u8) => GrblState.Idle,
        _ when word.StartsWith("Run"u8) => GrblState.Run,
        _ when word.SequenceEqual("Hold:1"u8) => GrblState.Holding,
        _ when word.StartsWith("Hold"u8) => GrblState.Held,
        _ when word.SequenceEqual("Jog"u8) => GrblState.Jog,
        _ when word.StartsWith("Alarm"u8) => GrblState.Alarm,
        _ when word.StartsWith("Door"u8) => GrblState.Door,
        _ when word.SequenceEqual("Check"u8) => GrblState.Check,
        _ when word.SequenceEqual("Home"u8) => GrblState.Home,
        _ when word.SequenceEqual("Sleep"u8) => GrblState.Sleep,
        _ when word.SequenceEqual("Tool"u8) => GrblState.Tool,
        _ => GrblState.Unknown,
    };
}
