using System.Globalization;
using System.Text;

namespace Fleet.Agent.Simulation;

/// <summary>
/// What stands between Marlin's wire and its command handlers: a receive ring that loses what overruns it, unpacking, line numbers and
/// checksums, and the emergency parser that reads every byte before all that.
/// </summary>
sealed class SimulatedMarlinInput(Profile profile, SimulatedMarlinTraits traits, Action<string> say, Action<string> kill)
{
    const int LineBytes = 95;

    readonly Queue<byte> _receive = new();
    readonly Queue<(string Text, long Number)> _queue = new();
    readonly StringBuilder _line = new(), _emergency = new();
    readonly SimulatedMeatPack _meatPack = new();
    bool _comment;

    internal long LastNumber { get; set; }

    /// <summary>M108, a prompt's answer or a button: the wait that is on ends.</summary>
    internal bool BreakWait { get; set; }

    /// <summary>M410 came.</summary>
    internal bool QuickStop { get; set; }

    internal int Waiting => _queue.Count;

    internal bool TryPeek(out string text, out long number)
    {
        bool any = _queue.TryPeek(out var command);
        (text, number) = command;
        return any;
    }

    internal void Done() => _queue.TryDequeue(out _);

    internal void Boot()
    {
        _meatPack.Reset();
        LastNumber = 0;
        Forget();
    }

    internal void Forget()
    {
        _receive.Clear();
        _queue.Clear();
        _line.Clear();
        _comment = false;
    }

    internal void Receive(byte one, bool killed)
    {
        if (traits.EmergencyParser)
            WatchEmergency(one);
        if (killed)
            return;
        if (_receive.Count >= profile.Firmware.ReceiveBufferBytes)
            ReadLines();
        // What the ring cannot hold is gone, as on a UART.
        if (_receive.Count < profile.Firmware.ReceiveBufferBytes)
            _receive.Enqueue(one);
    }

    /// <summary>Moves whole lines from the receive ring into free places of the command queue, checking number and sum as they come.</summary>
    internal void ReadLines()
    {
        while (_queue.Count < traits.QueueLines && _receive.TryDequeue(out byte one))
        {
            if (!traits.MeatPack)
                TakeByte(one);
            else if (_meatPack.Take(one, TakeByte))
                say($"[MP] PV01 {(_meatPack.On ? "ON" : "OFF")} {(_meatPack.NoSpaces ? "NSP" : "ESP")}");
        }
    }

    void WatchEmergency(byte one)
    {
        if (one is not ((byte)'\n' or (byte)'\r'))
        {
            if (_emergency.Length < 40)
                _emergency.Append((char)one);
            return;
        }
        string text = _emergency.ToString().Trim();
        _emergency.Clear();
        if (text.StartsWith('N') && text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank)
            text = text[(blank + 1)..];
        if (text.StartsWith("M112", StringComparison.Ordinal))
            kill("echo:M112 Shutdown");
        else if (text.StartsWith("M108", StringComparison.Ordinal) || text.StartsWith("M876", StringComparison.Ordinal))
            BreakWait = true;
        else if (text.StartsWith("M410", StringComparison.Ordinal))
            QuickStop = true;
    }

    void TakeByte(byte one)
    {
        if (one is (byte)'\n' or (byte)'\r')
        {
            string line = _line.ToString().TrimStart(' ');
            _line.Clear();
            _comment = false;
            if (line.Length > 0)
                TakeLine(line);
        }
        else if (one == ';')
            _comment = true;
        else if (!_comment && _line.Length < LineBytes)
            _line.Append((char)one);
    }

    void TakeLine(string line)
    {
        long number = -1;
        if (line[0] == 'N')
        {
            if (!TakeNumbered(ref line, ref number))
                return;
        }
        else if (line.StartsWith("M112", StringComparison.Ordinal))
        {
            kill("echo:M112 Shutdown");
            return;
        }
        else if (line.StartsWith("M108", StringComparison.Ordinal))
            BreakWait = true;
        _queue.Enqueue((line, number));
    }

    bool TakeNumbered(ref string line, ref long number)
    {
        int star = line.LastIndexOf('*');
        int m110 = line.IndexOf("M110", StringComparison.Ordinal);
        int from = m110 > 0 && line.IndexOf('N', m110) is > 0 and var second && !traits.IgnoresM110 ? second : 0;
        number = LeadingNumber(line, from + 1);
        if (number != LastNumber + 1 && (m110 < 0 || traits.IgnoresM110))
        {
            if (!traits.DropsDuplicates || number < LastNumber - 1 || number > LastNumber)
                Complain("Line Number is not Last Line Number+1");
            return false;
        }
        if (star < 0)
        {
            Complain("No Checksum with line number");
            return false;
        }
        int sum = 0;
        for (int i = 0; i < star; i++)
            sum ^= line[i];
        if (!int.TryParse(line.AsSpan(star + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int told) || told != sum)
        {
            Complain("checksum mismatch");
            return false;
        }
        LastNumber = number;
        int blank = 1;
        while (blank < star && char.IsAsciiDigit(line[blank]))
            blank++;
        line = line[blank..star].Trim();
        return true;
    }

    void Complain(string what)
    {
        say($"Error:{what}, Last Line: {LastNumber}");
        _receive.Clear();
        _line.Clear();
        say($"Resend: {LastNumber + 1}");
        say("ok");
    }

    internal static long LeadingNumber(string text, int from)
    {
        int end = from;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return long.TryParse(text.AsSpan(from, end - from), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : -1;
    }
}
