namespace Fleet.Agent.Simulation;

/// <summary>Lets bytes from the host pass as slowly as a serial wire would: ten bit times each. An idle wire saves nothing up.</summary>
sealed class PacedWire(int baud, TimeProvider time)
{
    readonly double _bytesPerSecond = baud / 10.0;
    long _at = time.GetTimestamp();
    double _due;

    internal int Read(PseudoTerminal port, Span<byte> buffer, int waitMs)
    {
        long now = time.GetTimestamp();
        _due += time.GetElapsedTime(_at, now).TotalSeconds * _bytesPerSecond;
        _at = now;
        if (_due < 1)
        {
            Thread.Sleep(1);
            return 0;
        }
        int count = port.Read(buffer[..Math.Min(buffer.Length, (int)_due)], 0);
        if (count > 0)
        {
            _due -= count;
            return count;
        }
        count = port.Read(buffer[..1], Math.Clamp(waitMs, 1, 20));
        _due = 0;
        _at = time.GetTimestamp();
        return count;
    }
}
