using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

/// <summary>
/// Whether a serial line carries the program as fast as its moves are executed. Looked at in stretches of lines: less is evened out by the
/// planner's ring and the receive buffer. The machine's time does not contain the delay, because native USB boards do not have it.
/// </summary>
struct LinkWatch
{
    const int StretchLines = 64;

    /// <summary>Start bit, eight bits, stop bit.</summary>
    const int SymbolsPerByte = 10;

    /// <summary>Marlin's line number, checksum and line end, as "N12345 " and "*97\n".</summary>
    const int NumberedBytes = 11;

    readonly double _secondsPerByte;
    readonly int _bytesPerLine;
    int _lines;
    long _bytes;
    long _firstLine;
    double _begunAt;

    public LinkWatch(Profile profile)
    {
        // Klipper's and Bambu's hosts read the program from their own disk.
        bool streamed = profile.Firmware.Family is not (FirmwareFamily.Klipper or FirmwareFamily.Bambu or FirmwareFamily.LinuxCnc);
        _secondsPerByte = streamed && profile.Link.Baud > 0 ? (double)SymbolsPerByte / profile.Link.Baud : 0;
        _bytesPerLine = profile.Kind == MachineKind.Fff ? NumberedBytes : 1;
    }

    /// <summary>By how much the line is too slow, all stretches together.</summary>
    public double LateSeconds { get; private set; }

    /// <summary>Where it was too slow first; 0 for nowhere.</summary>
    public long LateLine { get; private set; }

    /// <param name="bytes">Of the line without its comment.</param>
    /// <param name="seconds">Run time of everything executed until now.</param>
    public void Take(int bytes, long line, double seconds)
    {
        if (_lines == 0)
            (_firstLine, _begunAt) = (line, seconds);
        _bytes += bytes + _bytesPerLine;
        if (++_lines < StretchLines)
            return;
        double late = _bytes * _secondsPerByte - (seconds - _begunAt);
        if (late > 0 && seconds > 0)
        {
            LateSeconds += late;
            if (LateLine == 0)
                LateLine = _firstLine;
        }

        (_lines, _bytes) = (0, 0);
    }
}
