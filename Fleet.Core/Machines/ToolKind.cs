namespace Fleet.Core.Machines;

public enum ToolKind
{
    Extruder,
    Spindle,
    Laser,
}
