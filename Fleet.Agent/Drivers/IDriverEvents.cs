namespace Fleet.Agent.Drivers;

/// <summary>Where a driver reports to. Calls come in order and off the streaming thread; they may block without delaying the wire.</summary>
public interface IDriverEvents
{
    /// <summary>The snapshot changed; read it from the driver. At most a few times a second.</summary>
    void SnapshotChanged(DriverSnapshot snapshot);

    /// <summary>A fact about a run. Each run gets one <see cref="RunReportKind.Started"/> and exactly one end.</summary>
    void RunReported(RunReport report);

    /// <summary>A line on the wire, for the console: Latin-1 bytes that are valid only during the call.</summary>
    /// <param name="sent">From us to the machine.</param>
    void ConsoleLine(bool sent, ReadOnlySpan<byte> line);
}
