using Fleet.Core.Machines;

namespace Fleet.Core.Gcode;

/// <summary>What the program asks of one tool.</summary>
/// <param name="Tool">Tool number as the program says it.</param>
/// <param name="Kind">Extruder, spindle or laser, as far as the program shows.</param>
/// <param name="WorkBounds">What this tool extrudes or cuts; null when it never does.</param>
public sealed record ToolUse(int Tool, ToolKind Kind, Bounds? WorkBounds);
