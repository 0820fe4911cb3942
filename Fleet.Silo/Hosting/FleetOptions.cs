namespace Fleet.Silo.Hosting;

/// <summary>How one server is set up. Read from the command line, the environment and <c>appsettings.json</c>, section <c>Fleet</c>.</summary>
public sealed record FleetOptions
{
    /// <summary>Where the database, programs and keys live.</summary>
    /// <value>Default: <c>data</c> in the current folder.</value>
    public string Data { get; init; } = "data";

    /// <summary>Port of pages and API.</summary>
    /// <value>Default: 8420.</value>
    public int Port { get; init; } = 8420;

    /// <summary>Port of the agents.</summary>
    /// <value>Default: 8421.</value>
    public int AgentPort { get; init; } = 8421;

    /// <summary>A PostgreSQL connection string. Null: the SQLite file in the data folder.</summary>
    public string? Database { get; init; }

    /// <summary>
    /// Whether other servers may work on the same database: they form a cluster and share the machines. Needs PostgreSQL.
    /// </summary>
    public bool Clustered { get; init; }

    /// <summary>The name or address under which other nodes and agents reach this server. Null: this computer's own.</summary>
    public string? Advertise { get; init; }

    /// <summary>Port on which the nodes of a cluster talk to each other. It asks nobody who they are: open it to the nodes only.</summary>
    /// <value>Default: 8422.</value>
    public int ClusterPort { get; init; } = 8422;

    /// <summary>A folder of programs that all nodes of a cluster share. Null: the database holds them, or the data folder without a cluster.</summary>
    public string? Programs { get; init; }

    /// <summary>Folder of the machine profiles.</summary>
    public string Machines { get; init; } = "machines";

    /// <summary>Offer the demo workshop.</summary>
    public bool Demo { get; init; }

    /// <summary>How fast the demo's machines run.</summary>
    /// <value>Default: 1, real time.</value>
    public double Speed { get; init; } = 1;

    /// <summary>Start the built-in agent.</summary>
    /// <value>Default: true.</value>
    public bool LocalAgent { get; init; } = true;

    /// <summary>An administrator's API key to create at the first start.</summary>
    public string? AdminKey { get; init; }

    /// <value>Default: 1 GiB.</value>
    public long LargestProgramBytes { get; init; } = 1L << 30;

    /// <summary>Days that averages of telemetry are kept. Null: for ever.</summary>
    /// <value>Default: 400.</value>
    public int? KeepTelemetryDays { get; init; } = 400;

    /// <summary>Days after which the bytes of a program go that no job has used since. Null: never.</summary>
    /// <value>Default: null.</value>
    public int? KeepProgramDays { get; init; }

    /// <summary>Seconds that CP-SAT may think about a small plan that has rested. 0: never, because it hardly ever finds anything (docs/planning.md).</summary>
    /// <value>Default: 0.</value>
    public double PolishSeconds { get; init; }

    /// <summary>Every fault of these options, one sentence each; empty when they can be used.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (name, port) in new[] { ("--port", Port), ("--agent-port", AgentPort), ("--cluster-port", ClusterPort) })
            if (port is < 1 or > 65535)
                yield return $"{name} is {port}; a port is a number from 1 to 65535.";
        if (Port == AgentPort)
            yield return $"--port and --agent-port are both {Port}; choose two different ports.";
        if (Clustered && ClusterPort is var own && (own == Port || own == AgentPort))
            yield return $"--cluster-port is {own} like another port of this server; choose a different one.";
        if (Clustered && Database is null)
            yield return "A cluster needs PostgreSQL: --cluster \"Host=…;Database=…;Username=…\".";
        if (Clustered && Demo)
            yield return "--demo is for one server. Leave it out, or start without --cluster.";
        if (Speed is not (> 0 and <= 1000))
            yield return $"--speed is {Speed}; choose a number above 0 and up to 1000.";
        if (PolishSeconds is not (>= 0 and <= 60))
            yield return $"--polish is {PolishSeconds}; choose 0 to 60 seconds.";
        if (AdminKey is { Length: < 20 })
            yield return "FLEET_ADMIN_KEY is shorter than 20 characters; take a longer random one.";
        if (KeepTelemetryDays < 1 || KeepProgramDays < 1)
            yield return "--keep-telemetry and --keep-programs are days, from 1 on; leave an option out to keep its default.";
        if (LargestProgramBytes < 1 << 10)
            yield return "LargestProgramBytes is below 1 KiB; nothing could be uploaded.";
    }
}
