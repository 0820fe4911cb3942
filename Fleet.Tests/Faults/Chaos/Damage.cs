namespace Fleet.Tests.Faults.Chaos;

/// <summary>What is done to a workshop on purpose.</summary>
enum Damage
{
    /// <summary>kill -9 of the server, and a start.</summary>
    KillServer,

    /// <summary>SIGSTOP for a while: it lives and answers nobody.</summary>
    FreezeServer,

    /// <summary>kill -9 of the agent in mid-run, and a start.</summary>
    KillAgent,

    FreezeAgent,

    /// <summary>Every connection breaks, and new ones are refused for a while.</summary>
    CutNetwork,

    /// <summary>Everything between agent and server comes late; answers overtake nobody, but deadlines pass.</summary>
    SlowNetwork,

    /// <summary>A person pauses and resumes, each command sent twice.</summary>
    RepeatCommands,
}
