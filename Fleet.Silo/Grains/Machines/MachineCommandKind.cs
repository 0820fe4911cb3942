namespace Fleet.Silo.Grains;

/// <summary>The commands of the public API, written in camelCase there.</summary>
public enum MachineCommandKind
{
    Pause,
    Resume,
    Cancel,

    /// <summary>The software stop. The red button is faster.</summary>
    Stop,

    BedCleared,
    Home,
    Jog,
    Send,

    /// <summary>A person at an attended machine confirms the proposed run.</summary>
    Start,

    Lock,
    Unlock,
}
