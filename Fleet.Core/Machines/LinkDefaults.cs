namespace Fleet.Core.Machines;

/// <summary>How to reach a machine of this model when nobody said otherwise.</summary>
public sealed record LinkDefaults
{
    /// <summary>Symbols per second on a serial line; ignored by native USB boards and ptys.</summary>
    public int Baud { get; init; } = 115_200;

    /// <summary>Opening the port resets the board (AVR with DTR on RESET): wait for its greeting.</summary>
    public bool ResetsOnOpen { get; init; }
}
