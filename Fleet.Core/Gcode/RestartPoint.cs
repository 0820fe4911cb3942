namespace Fleet.Core.Gcode;

/// <summary>
/// A line at which the planner's queue may be empty without leaving a mark on the part, and the state that the lines before it have made.
/// </summary>
/// <param name="Line">1-based line that comes next.</param>
/// <param name="Offset">Byte offset of that line in the plain program.</param>
/// <param name="Seconds">Motion seconds before it.</param>
public sealed record RestartPoint(long Line, long Offset, double Seconds)
{
    /// <summary>Opaque copy of the modal state, as <see cref="ProgramAnalyser"/> needs it to go on from here.</summary>
    internal Reading.ModalState? Modal { get; init; }

    /// <summary>What a machine must be set to before it is given this line.</summary>
    public ProgramState? State => Modal is { } modal ? ProgramState.Of(modal) : null;

    /// <summary>The limits that M201 to M205 have set until here.</summary>
    internal Motion.MotionSettings? Limits { get; init; }
}
