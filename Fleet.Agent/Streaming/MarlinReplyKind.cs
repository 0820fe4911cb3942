namespace Fleet.Agent.Streaming;

/// <summary>What a line from a line-and-ok firmware means for the stream.</summary>
enum MarlinReplyKind
{
    /// <summary>Temperatures, settings, echoes: nothing that moves the stream.</summary>
    Information,

    /// <summary>A line was taken.</summary>
    Ok,

    /// <summary>Asks for a line number again.</summary>
    Resend,

    /// <summary>An error about line numbers or checksums that names the last good line; a Resend usually follows.</summary>
    LastLine,

    /// <summary>Alive and working: <c>busy:</c> lines and heating reports with a <c>W:</c>.</summary>
    Working,

    /// <summary>Alive and waiting for a person.</summary>
    WaitsForPerson,

    /// <summary><c>wait</c>: the firmware's queue is empty.</summary>
    QueueEmpty,

    /// <summary>The firmware has just started.</summary>
    Greeting,

    /// <summary>Halted; only a reset helps.</summary>
    Halted,

    /// <summary>Stopped; takes no motion until M999.</summary>
    Stopped,

    /// <summary>A host action: <c>//action:…</c>.</summary>
    Action,

    /// <summary>An <c>Error:</c> or <c>!!</c> line that is none of the above.</summary>
    Error,
}
