namespace Fleet.Silo.Desk;

/// <summary>What somebody asks for.</summary>
/// <param name="Copies">1 to 1000.</param>
/// <param name="Purpose">See <see cref="Purposes"/>.</param>
/// <param name="Name">Null: the program's.</param>
/// <param name="MachineId">This machine and no other, or null.</param>
/// <param name="Group">Any machine of this group, or null.</param>
/// <param name="Priority">-10 to 10; higher goes first; 0 is ordinary. Above 0 is for operators.</param>
/// <param name="Together">What the copies have in common: <c>free</c>, <c>machine</c>, <c>lot</c>; null: free.</param>
/// <param name="Colour">A colour as the lots name it, <c>same</c> for one colour whichever it is, <c>any</c>; null: any.</param>
/// <param name="Assembly">Id or name of the thing that it is a part of: all its jobs are due as one. A new name begins one.</param>
/// <param name="Workshop">Id of the workshop in which the parts are wanted; null: the chosen machine's, else the first one.</param>
public sealed record JobRequest(
    string? ProgramId,
    int? Copies,
    string? Purpose,
    string? Name = null,
    string? MachineId = null,
    string? Group = null,
    int? Priority = null,
    DateTimeOffset? DueAt = null,
    DateTimeOffset? NotBefore = null,
    string? Together = null,
    string? Colour = null,
    string? Assembly = null,
    string? Workshop = null);
