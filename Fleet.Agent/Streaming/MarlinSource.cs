namespace Fleet.Agent.Streaming;

/// <summary>Lines for a line-and-ok firmware, numbered where it counts them.</summary>
sealed class MarlinSource(SentLines sent) : LineSource(sent)
{
    /// <summary>Lines with number and checksum. Off for firmware that ignores both (Klipper, RepRapFirmware over USB).</summary>
    internal bool Numbered { get; set; }

    /// <summary>The firmware does not know M0 and M1: the program is stopped here instead.</summary>
    internal bool HoldsAtStops { get; set; }

    /// <summary>A line under a number of its own, or with none, must not share the wire with numbered ones.</summary>
    protected override bool MayFollow(HostLine host) => host.FixedNumber == null && !host.Bare || Sent.InFlight == 0;

    protected override Fate FateOf(ReadOnlySpan<byte> text) =>
        // Line numbers are ours: a program's own M110 would break them.
        text.StartsWith("M110"u8) ? Fate.Skip
        : HoldsAtStops && LongCommands.IsStop(text) ? Fate.Stop : Fate.Send;

    protected override void Add(int length, long programLine, HostLine? host) =>
        Sent.Add(length, programLine, Numbered && host?.Bare != true, host);
}
