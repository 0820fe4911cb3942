namespace Fleet.Agent.Links;

/// <summary>
/// The bytes under a driver: serial port, pty or TCP. One reader thread and one writer thread at a time; neither call allocates.
/// Both throw <see cref="LinkLostException"/> when the other end is gone.
/// </summary>
public interface ILink : IDisposable
{
    /// <summary>What people call it, for instance <c>/dev/ttyUSB0 at 250000 baud</c>.</summary>
    string Name { get; }

    /// <summary>Waits for bytes, at most about 200 ms. Returns 0 when none came: that is silence, not the end.</summary>
    int Read(Span<byte> buffer);

    /// <summary>Writes all bytes or throws; blocks while the wire is full.</summary>
    void Write(ReadOnlySpan<byte> bytes);
}
