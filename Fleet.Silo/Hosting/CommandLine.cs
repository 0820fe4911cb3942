using System.Globalization;

namespace Fleet.Silo.Hosting;

/// <summary>
/// The options of <c>./fleet up</c>: the command line before the environment (<c>FLEET_DATA</c>, <c>FLEET_DATABASE</c>,
/// <c>FLEET_CLUSTER</c>, <c>FLEET_ADVERTISE</c>, <c>FLEET_ADMIN_KEY</c>, <c>FLEET_PORT</c>, <c>FLEET_AGENT_PORT</c>,
/// <c>FLEET_CLUSTER_PORT</c>) before <c>appsettings.json</c> of the current folder, section <c>Fleet</c>, before the defaults.
/// </summary>
public static class CommandLine
{
    /// <summary>Null when they cannot be used; <paramref name="fault"/> then says why.</summary>
    public static FleetOptions? Read(IReadOnlyList<string> args, out string fault)
    {
        fault = "";
        var options = FromEnvironment();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, inline) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (name is "--demo" or "--no-agent")
            {
                options = name == "--demo" ? options with { Demo = true } : options with { LocalAgent = false };
                continue;
            }
            var value = inline ?? (i + 1 < args.Count ? args[++i] : null);
            var next = value is null ? null : With(options, name, value);
            if (next is null)
            {
                fault = Known.Contains(name)
                    ? $"{name} needs a value that fits: {name} {(value is null ? "VALUE" : $"{value} does not")}."
                    : $"'{name}' is no option of up. Known are --demo, --no-agent, {string.Join(", ", Known)}.";
                return null;
            }
            options = next;
        }
        fault = string.Join(' ', options.Faults());
        return fault.Length == 0 ? options : null;
    }

    static readonly string[] Known = ["--port", "--agent-port", "--data", "--speed", "--database", "--machines", "--cluster", "--cluster-port", "--advertise", "--programs",
        "--keep-telemetry", "--keep-programs", "--polish"];

    static FleetOptions? With(FleetOptions options, string name, string value) => name switch
    {
        "--port" => int.TryParse(value, CultureInfo.InvariantCulture, out var port) ? options with { Port = port } : null,
        "--agent-port" => int.TryParse(value, CultureInfo.InvariantCulture, out var port) ? options with { AgentPort = port } : null,
        "--data" => options with { Data = Path.GetFullPath(value) },
        "--speed" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) ? options with { Speed = speed } : null,
        "--database" => options with { Database = value },
        "--cluster" => options with { Database = value, Clustered = true, LocalAgent = false },
        "--cluster-port" => int.TryParse(value, CultureInfo.InvariantCulture, out var port) ? options with { ClusterPort = port } : null,
        "--advertise" => options with { Advertise = value },
        "--programs" => options with { Programs = Path.GetFullPath(value) },
        "--keep-telemetry" => int.TryParse(value, CultureInfo.InvariantCulture, out var days) ? options with { KeepTelemetryDays = days } : null,
        "--keep-programs" => int.TryParse(value, CultureInfo.InvariantCulture, out var days) ? options with { KeepProgramDays = days } : null,
        "--polish" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? options with { PolishSeconds = seconds } : null,
        "--machines" => options with { Machines = Path.GetFullPath(value) },
        _ => null,
    };

    static FleetOptions FromEnvironment()
    {
        static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
        var options = FromSettings();
        if (Variable("FLEET_CLUSTER") is { } cluster)
            options = With(options, "--cluster", cluster)!;
        return options with
        {
            Data = Path.GetFullPath(Variable("FLEET_DATA") ?? options.Data),
            Machines = Path.GetFullPath(Variable("FLEET_MACHINES") ?? options.Machines),
            Database = Variable("FLEET_DATABASE") ?? options.Database,
            Advertise = Variable("FLEET_ADVERTISE") ?? options.Advertise,
            AdminKey = Variable("FLEET_ADMIN_KEY") ?? options.AdminKey,
            Port = int.TryParse(Variable("FLEET_PORT"), CultureInfo.InvariantCulture, out var port) ? port : options.Port,
            AgentPort = int.TryParse(Variable("FLEET_AGENT_PORT"), CultureInfo.InvariantCulture, out var agentPort) ? agentPort : options.AgentPort,
            ClusterPort = int.TryParse(Variable("FLEET_CLUSTER_PORT"), CultureInfo.InvariantCulture, out var clusterPort) ? clusterPort : options.ClusterPort,
        };
    }

    static FleetOptions FromSettings() =>
        new ConfigurationBuilder().SetBasePath(Environment.CurrentDirectory).AddJsonFile("appsettings.json", optional: true).Build()
            .GetSection("Fleet").Get<FleetOptions>() ?? new();
}
