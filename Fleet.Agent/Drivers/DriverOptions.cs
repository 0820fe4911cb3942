namespace Fleet.Agent.Drivers;

/// <summary>What a driver may be told beyond the machine's profile and address. Durations are measured on its <see cref="TimeProvider"/>.</summary>
public sealed record DriverOptions
{
    public static DriverOptions Default { get; } = new();

    /// <summary>Folder for the rotating console files of this machine; null keeps the console in memory only.</summary>
    public string? ConsoleFolder { get; init; }

    /// <summary>System.IO.Ports instead of termios on Linux.</summary>
    public bool PortableLink { get; init; }

    /// <summary>At most one line in flight, whatever the firmware could take. For tests and stubborn boards.</summary>
    public bool PingPong { get; init; }

    /// <summary>Use MeatPack where the firmware has it.</summary>
    public bool MeatPack { get; init; } = true;

    /// <summary>How long an <c>ok</c> may be overdue, with nothing that shows work going on, before the driver asks. 5 s.</summary>
    public TimeSpan AckOverdue { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the wire may be silent while an answer is due. 60 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same while a command runs that old firmware executes without a word (homing, heating, dwelling). 5 min.</summary>
    public TimeSpan SilenceInLongCommands { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Pause between two attempts to open a port that is not there. 1 s.</summary>
    public TimeSpan ReopenEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a run waits for a port that vanished, where the firmware can prove afterwards which lines it took. 15 s; zero: not at all.</summary>
    public TimeSpan ReturnWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Pause between two looks for it. 0.2 s.</summary>
    public TimeSpan ReturnEvery { get; init; } = TimeSpan.FromMilliseconds(200);
}
