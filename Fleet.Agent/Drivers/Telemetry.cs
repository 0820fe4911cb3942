using System.Buffers.Text;

namespace Fleet.Agent.Drivers;

/// <summary>Temperatures and position, read off the wire's log by the clerk. A value that a line does not carry keeps its last reading.</summary>
sealed class Telemetry(bool grbl)
{
    readonly SortedDictionary<string, HeaterReading> _heaters = new(StringComparer.Ordinal);
    IReadOnlyList<HeaterReading> _list = [];
    double _offsetX, _offsetY, _offsetZ;
    bool _offsetKnown;

    internal IReadOnlyList<HeaterReading> Heaters => Volatile.Read(ref _list);

    internal MachinePosition? Position { get; private set => Volatile.Write(ref field, value); }

    internal bool Changed { get; set; }

    internal void Take(ReadOnlySpan<byte> line)
    {
        if (grbl)
        {
            if (line is [(byte)'<', .., (byte)'>'])
                TakeStatus(line[1..^1]);
        }
        else if (line.IndexOf("T:"u8) >= 0 || line.IndexOf("T0:"u8) >= 0 || line.IndexOf("B:"u8) >= 0)
            TakeTemperatures(line);
        else if (line.IndexOf("X:"u8) is >= 0 and <= 6 && line.IndexOf("Z:"u8) > 0)
            TakePosition(line);
    }

    /// <summary>Tokens of the form <c>T0:201.4 /200.0</c>; with several nozzles a bare <c>T:</c> repeats the active one.</summary>
    void TakeTemperatures(ReadOnlySpan<byte> line)
    {
        bool several = line.IndexOf("T0:"u8) >= 0, any = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] is not ((byte)'T' or (byte)'B' or (byte)'C') || (i > 0 && line[i - 1] is not ((byte)' ' or (byte)'\t' or (byte)'k')))
                continue;
            int colon = i + 1;
            while (colon < line.Length && char.IsAsciiDigit((char)line[colon]))
                colon++;
            if (colon >= line.Length || line[colon] != ':' || (several && line[i] == 'T' && colon == i + 1))
                continue;
            var rest = line[(colon + 1)..].TrimStart((byte)' ');
            if (!Utf8Parser.TryParse(rest, out double actual, out int used))
                continue;
            string name = line[i] == 'T' && colon == i + 1 ? "T0" : System.Text.Encoding.ASCII.GetString(line[i..colon]);
            rest = rest[used..].TrimStart((byte)' ');
            double target = _heaters.TryGetValue(name, out var before) ? before.TargetC : 0;
            if (rest is [(byte)'/', ..] && Utf8Parser.TryParse(rest[1..].TrimStart((byte)' '), out double told, out _))
                target = told;
            _heaters[name] = new HeaterReading(name, actual, target);
            any = true;
        }
        if (!any)
            return;
        Volatile.Write(ref _list, [.. _heaters.Values]);
        Changed = true;
    }

    void TakePosition(ReadOnlySpan<byte> line)
    {
        if (Number(line, "X:"u8, out double x) && Number(line, "Y:"u8, out double y) && Number(line, "Z:"u8, out double z))
            Moved(x, y, z);
    }

    /// <summary><c>Idle|MPos:…|…</c> of GRBL 1.1, <c>Idle,MPos:…,WPos:…</c> of 0.9. Work positions need the last offset to become machine positions.</summary>
    void TakeStatus(ReadOnlySpan<byte> line)
    {
        if (Triple(line, "WCO:"u8, out double ox, out double oy, out double oz))
        {
            (_offsetX, _offsetY, _offsetZ) = (ox, oy, oz);
            _offsetKnown = true;
        }
        if (Triple(line, "MPos:"u8, out double x, out double y, out double z))
            Moved(x, y, z);
        else if (_offsetKnown && Triple(line, "WPos:"u8, out x, out y, out z))
            Moved(x + _offsetX, y + _offsetY, z + _offsetZ);
    }

    void Moved(double x, double y, double z)
    {
        var position = new MachinePosition(x, y, z);
        if (position == Position)
            return;
        Position = position;
        Changed = true;
    }

    static bool Number(ReadOnlySpan<byte> line, ReadOnlySpan<byte> key, out double value)
    {
        value = 0;
        int at = line.IndexOf(key);
        return at >= 0 && Utf8Parser.TryParse(line[(at + key.Length)..].TrimStart((byte)' '), out value, out _);
    }

    static bool Triple(ReadOnlySpan<byte> line, ReadOnlySpan<byte> key, out double x, out double y, out double z)
    {
        x = y = z = 0;
        int at = line.IndexOf(key);
        if (at < 0)
            return false;
        var rest = line[(at + key.Length)..];
        if (!Utf8Parser.TryParse(rest, out x, out int used) || used >= rest.Length || rest[used] != ',')
            return false;
        rest = rest[(used + 1)..];
        if (!Utf8Parser.TryParse(rest, out y, out used) || used >= rest.Length || rest[used] != ',')
            return false;
        return Utf8Parser.TryParse(rest[(used + 1)..], out z, out _);
    }
}
