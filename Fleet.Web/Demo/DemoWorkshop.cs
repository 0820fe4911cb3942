using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Fleet.Web.LocalAgent;

namespace Fleet.Web.Demo;

/// <summary>
/// The demo: simulated machines behind real ptys and simulated plugs behind real HTTP, in a process of their own. They are
/// attached like any other machine, once; later starts only follow their new addresses.
/// </summary>
sealed partial class DemoWorkshop(
    FleetOptions options, MachineDesk machines, MaterialDesk material, IHostApplicationLifetime lifetime, ILogger<DemoWorkshop> logger)
    : BackgroundService
{
    static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Demo plugs are read more often, because their clock may run faster.</summary>
    const int MeterPeriodSeconds = 10;

    /// <summary>The plugs listen on the ports from here on after the server's own.</summary>
    const int PlugPortsAfter = 10;

    const double SpoolGrams = 1000;

    readonly string _folder = Path.Combine(options.Data, "demo");

    string RosterFile => Path.Combine(_folder, "workshop.json");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var child = new ChildProcess(_folder, "demo");
        Process? process = null;
        Directory.CreateDirectory(_folder);
        try
        {
            process = child.Find();
            if (process is null)
            {
                File.Delete(RosterFile);
                process = child.Start(
                    ["simulate", "--demo", _folder, "--speed", options.Speed.ToString(CultureInfo.InvariantCulture),
                        "--plug-port-base", (options.Port + PlugPortsAfter).ToString(CultureInfo.InvariantCulture), "--owner-file", Path.Combine(options.Data, "server.pid")],
                    new Dictionary<string, string>());
            }
            var roster = await Roster(process, stoppingToken);
            await Started(stoppingToken);
            foreach (var machine in roster)
                await Attach(machine);
            await process.WaitForExitAsync(stoppingToken);
            LogEnded();
        }
        catch (OperationCanceledException)
        {
            if (process is not null)
                await child.Stop(process, StopPatience);
        }
    }

    async Task<IReadOnlyList<DemoMachine>> Roster(Process process, CancellationToken cancellation)
    {
        while (!File.Exists(RosterFile))
        {
            if (process.HasExited)
                throw new InvalidOperationException("The demo's machines could not be started; the lines above say why.");
            await Task.Delay(LookEvery, cancellation);
        }
        return JsonSerializer.Deserialize<List<DemoMachine>>(await File.ReadAllTextAsync(RosterFile, cancellation), JsonSerializerOptions.Web) ?? [];
    }

    async Task Attach(DemoMachine machine)
    {
        var known = (await machines.List()).FirstOrDefault(other => other.Name == machine.Name);
        if (known is not null)
        {
            await machines.Move(known.Id, machine.Address, machine.PlugUrl);
            return;
        }
        var answer = await machines.Add(
            new(machine.Name, machine.ProfileId, machine.Address, Group: "demo", MeterKind: "shelly-gen2", MeterAddress: machine.PlugUrl,
                MeterPeriodSeconds: MeterPeriodSeconds, MeterLimitW: Fleet.Core.Energy.CounterArithmetic.SocketLimitW * Math.Max(1, options.Speed)),
            Visitor.Fleet);
        if (answer.Value is not { } added)
            LogNotAttached(machine.Name, answer.Refusal!.Sentence);
        else if (added.Kind == Word.Of(MachineKind.Fff))
            await material.Add(new("PLA", SpoolGrams, Colour: "grau", Name: $"Spule an {machine.Name}", MachineId: added.Id), Visitor.Fleet);
    }

    Task Started(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource();
        lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        return started.Task.WaitAsync(cancellation);
    }

    [LoggerMessage(1901, LogLevel.Warning, "The demo's machines ended; start the server again to have them back")]
    partial void LogEnded();

    [LoggerMessage(1902, LogLevel.Error, "The demo machine {Name} could not be attached: {Sentence}")]
    partial void LogNotAttached(string name, string sentence);
}
