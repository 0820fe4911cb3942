namespace Fleet.Core.Machines;

/// <summary>What a machine does to material. Decides which programs it can run and whether a person must stand beside it.</summary>
public enum MachineKind
{
    /// <summary>Fused filament printer.</summary>
    Fff,

    /// <summary>Gantry router for wood and plastics.</summary>
    CncRouter,

    /// <summary>Mill for metals.</summary>
    CncMill,

    /// <summary>Laser cutter or engraver.</summary>
    Laser,
}
