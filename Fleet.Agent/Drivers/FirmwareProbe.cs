using System.Text;
using Fleet.Agent.Links;

namespace Fleet.Agent.Drivers;

/// <summary>
/// Finds out, within five seconds, at which rate something answers on a port and which language it speaks. A board that opening the port
/// has reset is given time for its bootloader; bytes that are no text lead to the next rate, text at the right rate ends the search for it.
/// </summary>
sealed class FirmwareProbe
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(5), Turn = TimeSpan.FromMilliseconds(350), ShortTurn = TimeSpan.FromMilliseconds(200);

    /// <summary>Some bootloaders stay for seconds when they are spoken to: nothing is said for so long where opening may be a reset.</summary>
    static readonly TimeSpan Bootloader = TimeSpan.FromSeconds(1.5);

    static readonly int[] Usual = [115_200, 250_000], Rare = [1_000_000, 500_000, 57_600, 230_400];

    /// <summary>
    /// Marlin answers <c>M115</c>, GRBL the <c>?</c> before it; what the other makes of the line that is not for it is harmless: an
    /// unknown command, an error:20.
    /// </summary>
    static readonly byte[] Question = "\n?\nM115\n"u8.ToArray(), BuildQuestion = "$I\n"u8.ToArray();

    readonly ILink _link;
    readonly TimeProvider _time;
    readonly long _start;
    readonly StringBuilder _heard = new();
    readonly byte[] _buffer = new byte[2048];
    bool _anything;

    FirmwareProbe(ILink link, TimeProvider time)
    {
        (_link, _time) = (link, time);
        _start = time.GetTimestamp();
    }

    TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <returns>What answers, or why nothing was found.</returns>
    /// <exception cref="LinkLostException">The port cannot be opened.</exception>
    internal static ProbeAnswer Ask(string address, int? baud, TimeProvider time)
    {
        using var link = LinkOpener.Open(new LinkAddress(address), baud ?? Usual[0]);
        var probe = new FirmwareProbe(link, time);
        return probe.Search(baud) ?? new ProbeAnswer(null, "", baud ?? 0, probe._anything
            ? "something answers, but neither like a printer nor like a GRBL controller: another baud rate may help"
            : "nothing answers: check power and cable");
    }

    ProbeAnswer? Search(int? baud)
    {
        int rate = baud ?? Usual[0];
        if (_link.HasModemLines)
            Listen(Bootloader);
        for (int turn = 0; Elapsed < Limit; turn++)
        {
            if (!SoundsRight() && baud == null && !TryRate(turn, ref rate))
                continue;
            _link.Write(Question);
            Listen(Array.IndexOf(Rare, rate) < 0 ? Turn : ShortTurn);
            if (Recognise(Text()) is { } found)
                return (found.Family is { } family && family.CountsBytes() ? NameOf(found) : found) with { Baud = rate };
        }
        return null;
    }

    /// <summary>The usual rates first, then each rare one once, then the usual ones again: a slow board may only now have booted.</summary>
    bool TryRate(int turn, ref int rate)
    {
        int wanted = turn >= 2 && turn - 2 < Rare.Length ? Rare[turn - 2] : Usual[turn % Usual.Length];
        _heard.Clear();
        if (wanted != rate && !(_link is TermiosLink serial && serial.TryBaud(wanted)))
            // A link without a rate, or a port that does not take this one.
            return _link is not TermiosLink;
        rate = wanted;
        return true;
    }

    /// <summary>Until the time is over, something is recognised, or it is plain that this is no text.</summary>
    void Listen(TimeSpan time)
    {
        long since = _time.GetTimestamp();
        while (_time.GetElapsedTime(since) < time)
        {
            int count = _link.Read(_buffer, 50);
            _anything |= count > 0;
            _heard.Append(Encoding.Latin1.GetString(_buffer, 0, count));
            if (_heard.Length > 1 << 16)
                _heard.Clear();
            if (count > 0 && (Recognise(Text()) != null || Garbled()))
                return;
        }
    }

    /// <summary>GRBL's status says only the family; its build says which member.</summary>
    ProbeAnswer NameOf(ProbeAnswer found)
    {
        _heard.Clear();
        _link.Write(BuildQuestion);
        for (long since = _time.GetTimestamp(); _time.GetElapsedTime(since) < Turn && !Text().Contains("\nok", StringComparison.Ordinal);)
            _heard.Append(Encoding.Latin1.GetString(_buffer, 0, _link.Read(_buffer, 50)));
        string text = Text();
        var family = text.Contains("grblHAL", StringComparison.Ordinal) ? FirmwareFamily.GrblHal
            : text.Contains("FluidNC", StringComparison.Ordinal) ? FirmwareFamily.FluidNc : found.Family!.Value;
        var build = Streaming.GrblBuild.Read([.. text.Split('\n', '\r')], family);
        return found with { Family = family, Firmware = build is { Name.Length: > 0 } ? build.Name : found.Firmware };
    }

    string Text() => _heard.ToString();

    static ProbeAnswer? Recognise(string text)
    {
        foreach (string line in text.Split('\n', '\r'))
        {
            // The line must be whole: its end was heard.
            if (text.Length > 0 && text[^1] is not ('\n' or '\r') && text.EndsWith(line, StringComparison.Ordinal))
                continue;
            if (line.Contains("FIRMWARE_NAME:", StringComparison.Ordinal))
            {
                var firmware = new Streaming.MarlinFirmware();
                firmware.TakeLine(line);
                return new ProbeAnswer(firmware.Family, firmware.Name, 0, "");
            }
            // Behind the noise of a board that boots, too.
            int banner = line.IndexOf("Grbl", StringComparison.Ordinal);
            if (banner >= 0 && !line.StartsWith('[') && line.Contains('[', StringComparison.Ordinal))
                return new ProbeAnswer(FamilyOf(line[banner..]), line[banner..].Split('[')[0].Trim(), 0, "");
            if (line.LastIndexOf('<') is >= 0 and var open && line.EndsWith('>') && line.IndexOf("Pos:", open, StringComparison.Ordinal) > 0)
                return new ProbeAnswer(FirmwareFamily.Grbl, "GRBL family", 0, "");
        }
        return null;
    }

    static FirmwareFamily FamilyOf(string banner) =>
        banner.Contains("FluidNC", StringComparison.Ordinal) ? FirmwareFamily.FluidNc
        : banner.StartsWith("GrblHAL", StringComparison.Ordinal) ? FirmwareFamily.GrblHal : FirmwareFamily.Grbl;

    /// <summary>Whole words of text came at this rate: the board speaks, if only of its start.</summary>
    bool SoundsRight() => _heard.Length >= 5 && Odd() * 10 < _heard.Length;

    /// <summary>More than a third of what came is no text: the rate is wrong.</summary>
    bool Garbled() => _heard.Length > 12 && Odd() * 3 > _heard.Length;

    int Odd()
    {
        int odd = 0;
        for (int i = 0; i < _heard.Length; i++)
            if (_heard[i] is (< ' ' and not ('\n' or '\r' or '\t')) or > '~')
                odd++;
        return odd;
    }
}
