namespace Fleet.Agent.Streaming;

/// <summary>One line that does not come from the program: handshake, script, poll or an operator's line.</summary>
/// <param name="text">Without number, checksum and line end.</param>
sealed class HostLine(string text)
{
    internal string Text { get; } = text;

    /// <summary>The number to send it under; null takes the stream's next. Only M110 needs its own.</summary>
    internal long? FixedNumber { get; init; }

    /// <summary>Sent without number and checksum, because the firmware is not yet known to take them.</summary>
    internal bool Bare { get; init; }

    /// <summary>Called on the streaming thread with everything that came between sending and ok, line by line.</summary>
    internal Action<List<string>>? Answered { get; init; }

    /// <summary>Called instead of <see cref="Answered"/> when the line will never be answered.</summary>
    internal Action<string>? Abandoned { get; init; }

    internal List<string> Answer { get; } = [];
}
