namespace Fleet.Core.Gcode.Reading;

enum LineKind : byte
{
    /// <summary>Nothing, or a comment alone.</summary>
    Blank,

    /// <summary>Words: letters with numbers.</summary>
    Code,

    /// <summary>A named command, as Klipper's macros: <c>START_PRINT BED=60</c>.</summary>
    Macro,

    /// <summary>A GRBL system command: begins with <c>$</c>.</summary>
    System,

    /// <summary>LinuxCNC's variables, expressions and O-words: a program that computes itself.</summary>
    Computed,

    /// <summary><c>%</c>: begin or end of a program on a tape.</summary>
    ProgramMark,

    /// <summary>Neither code nor comment.</summary>
    Prose,
}
