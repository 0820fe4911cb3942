namespace Fleet.Core.Gcode;

/// <summary>What a finding does to a start.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Shown before the start; the person decides.</summary>
    Warning,

    /// <summary>The program does not start on this machine.</summary>
    Blocking,
}
