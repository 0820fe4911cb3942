namespace Fleet.Agent.Streaming;

/// <param name="Number">Resend: the wanted line. LastLine: the last good line. Ok: the line's number. -1 where none is given.</param>
/// <param name="FreeSlots">Ok with ADVANCED_OK: free places in the command queue (B); -1 where none is given.</param>
/// <param name="FreeBlocks">Ok with ADVANCED_OK: free places in the planner (P); -1 where none is given.</param>
/// <param name="Temperatures">The line carries <c>T:</c>; with Ok this is the answer to M105 and to nothing else.</param>
readonly record struct MarlinReply(
    MarlinReplyKind Kind,
    long Number = -1,
    int FreeSlots = -1,
    int FreeBlocks = -1,
    bool Temperatures = false);
