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

    /// <summary>A factor on feed, flow, rapids or spindle while a program runs.</summary>
    SetFactor,

    /// <summary>Answers a question of the firmware.</summary>
    AnswerPrompt,

    /// <summary>A person at an attended machine confirms the proposed run.</summary>
    Start,

    Lock,
    Unlock,
}
