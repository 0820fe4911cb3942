using System.Buffers;
using System.Buffers.Binary;

namespace Fleet.Core.Gcode;

/// <summary>
/// Seconds and filament as functions of the program line, sampled once per second of run time (coarser beyond
/// <see cref="TimelineBuilder.MaxSamples"/> samples). Immutable and safe to share.
/// </summary>
public sealed class ProgramTimeline
{
    const uint Magic = 0x31_4C_54_46; // "FTL1"

    readonly long[] _lines;
    readonly double[] _seconds;
    readonly float[] _filamentMm;

    internal ProgramTimeline(long[] lines, double[] seconds, float[] filamentMm)
    {
        _lines = lines;
        _seconds = seconds;
        _filamentMm = filamentMm;
    }

    public static ProgramTimeline Empty { get; } = new([], [], []);

    public double TotalSeconds => _seconds.Length == 0 ? 0 : _seconds[^1];

    public long LastLine => _lines.Length == 0 ? 0 : _lines[^1];

    public int SampleCount => _lines.Length;

    /// <summary>Run time, heating included, when the first <paramref name="line"/> lines have been executed.</summary>
    public double ElapsedSecondsAt(long line)
    {
        int at = Find(line, out double between);
        return at < 0 ? 0 : at + 1 == _lines.Length ? TotalSeconds : _seconds[at] + between * (_seconds[at + 1] - _seconds[at]);
    }

    public double RemainingSecondsAt(long line) => Math.Max(0, TotalSeconds - ElapsedSecondsAt(line));

    /// <summary>0 to 1, by run time; by lines where the program takes no time.</summary>
    public double FractionAt(long line) =>
        TotalSeconds > 0 ? Math.Clamp(ElapsedSecondsAt(line) / TotalSeconds, 0, 1)
        : LastLine > 0 ? Math.Clamp((double)line / LastLine, 0, 1) : 0;

    /// <summary>Filament of all tools, mm, when the first <paramref name="line"/> lines have been executed; to about 7 digits.</summary>
    public double FilamentMmAt(long line)
    {
        int at = Find(line, out double between);
        return at < 0 ? 0 : at + 1 == _lines.Length ? _filamentMm[at] : _filamentMm[at] + between * (_filamentMm[at + 1] - _filamentMm[at]);
    }

    /// <summary>The line that is being executed after so many seconds.</summary>
    public long LineAt(double seconds)
    {
        if (_lines.Length == 0)
            return 0;
        int at = Array.BinarySearch(_seconds, seconds);
        if (at < 0)
            at = ~at;
        return _lines[Math.Min(at, _lines.Length - 1)];
    }

    /// <summary>About four bytes per sample. Read back with <see cref="FromBytes"/>.</summary>
    public byte[] ToBytes()
    {
        var writer = new ArrayBufferWriter<byte>(16 + _lines.Length * 5);
        BinaryPrimitives.WriteUInt32LittleEndian(writer.GetSpan(4), Magic);
        writer.Advance(4);
        VarInt.Write(writer, (ulong)_lines.Length);
        long line = 0, milliseconds = 0, hundredths = 0;
        for (int i = 0; i < _lines.Length; i++)
        {
            long nextMilliseconds = (long)Math.Round(_seconds[i] * 1000);
            long nextHundredths = (long)Math.Round(_filamentMm[i] * 100.0);
            VarInt.Write(writer, (ulong)(_lines[i] - line));
            VarInt.Write(writer, (ulong)(nextMilliseconds - milliseconds));
            VarInt.Write(writer, (ulong)Math.Max(0, nextHundredths - hundredths));
            (line, milliseconds, hundredths) = (_lines[i], nextMilliseconds, Math.Max(hundredths, nextHundredths));
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Null when the bytes are not a timeline.</summary>
    public static ProgramTimeline? FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 5 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
            return null;
        var reader = new VarInt.Reader(bytes[4..]);
        if (!reader.TryRead(out ulong count) || count > (ulong)bytes.Length)
            return null;
        var lines = new long[count];
        var seconds = new double[count];
        var filament = new float[count];
        ulong line = 0, milliseconds = 0, hundredths = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            if (!reader.TryRead(out ulong a) || !reader.TryRead(out ulong b) || !reader.TryRead(out ulong c))
                return null;
            lines[i] = (long)((line += a) & long.MaxValue);
            seconds[i] = (milliseconds += b) / 1000.0;
            filament[i] = (hundredths += c) / 100f;
        }

        return new(lines, seconds, filament);
    }

    /// <summary>The last sample at or before the line, and how far the line is on the way to the next sample.</summary>
    int Find(long line, out double between)
    {
        between = 0;
        int at = Array.BinarySearch(_lines, line);
        if (at >= 0)
        {
            // Several samples may name one line (a wait and a move): all of it is done.
            while (at + 1 < _lines.Length && _lines[at + 1] == line)
                at++;
            return at;
        }

        at = ~at - 1;
        if (at >= 0 && at + 1 < _lines.Length)
            between = (double)(line - _lines[at]) / (_lines[at + 1] - _lines[at]);
        return at;
    }
}
