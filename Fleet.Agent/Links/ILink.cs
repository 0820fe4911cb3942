namespace Fleet.Agent.Links;

/// <summary>
/// The bytes under a driver: serial port, pty or TCP. One reader thread; writers on any thread, each call whole or torn only where the
/// wire is full. No call allocates. All throw <see cref="LinkLostException"/> when the other end is gone.
/// </summary>
public interface ILink : IDisposable
{
    /// <summary>What people call it, for instance <c>/dev/ttyUSB0 at 250000 baud</c>.</summary>
    string Name { get; }

    /// <summary>Opening the port can have reset the board: there are modem lines, and DTR may be wired to RESET. Never so on ptys and TCP.</summary>
    bool HasModemLines { get; }

    /// <summary>Waits for bytes, at most about 200 ms. Returns 0 when none came: that is silence, not the end.</summary>
    int Read(Span<byte> buffer);

    /// <summary>
    /// As <see cref="Read(Span{byte})"/>, but waits only that many milliseconds and returns early, with 0, after <see cref="Wake"/>.
    /// Costs more per call: for the quiet times between lines. A link that cannot wait so precisely may wait up to 50 ms longer.
    /// </summary>
    int Read(Span<byte> buffer, int timeoutMs);

    /// <summary>Ends a timed read of the reader thread, now or the next. Any thread.</summary>
    void Wake();

    /// <summary>Writes all bytes or throws; blocks while the wire is full, and gives the wire up when it takes nothing for seconds.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>The emergency path: throws away what waits in this computer's output queue if it is stuck, and writes at once.</summary>
    void WriteUrgent(ReadOnlySpan<byte> bytes);
}
