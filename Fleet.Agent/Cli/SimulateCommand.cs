using System.CommandLine;
using System.Runtime.InteropServices;
using Fleet.Agent.Simulation;

namespace Fleet.Agent.Cli;

/// <summary><c>simulate</c>: machines that do not exist, behind real ports.</summary>
static class SimulateCommand
{
    public static Command Create()
    {
        var demo = new Option<string?>("--demo") { Description = "Folder for a whole workshop: six ports and workshop.json." };
        var firmware = new Option<string?>("--firmware") { Description = "One machine: marlin or grbl." };
        var pty = new Option<string?>("--pty") { Description = "Where that machine's port appears." };
        var profile = new Option<string?>("--profile") { Description = "Profile id, for instance prusa-mk3s." };
        var speed = new Option<double>("--speed") { Description = "Clock factor; 20 makes an hour last three minutes.", DefaultValueFactory = _ => 1 };
        var plugPort = new Option<int?>("--plug-port") { Description = "TCP port of that machine's metering plug." };
        var plugBase = new Option<int>("--plug-port-base") { Description = "TCP port of the workshop's first plug.", DefaultValueFactory = _ => 8430 };
        var owner = new Option<string?>("--owner-file") { Description = "File with a server's process id: end a minute after it died and the ports fell idle." };
        var command = new Command("simulate", "Simulate machines behind real pseudo-terminals.") { demo, firmware, pty, profile, speed, plugPort, plugBase, owner };
        command.SetAction(async (parsed, cancellation) =>
        {
            double factor = parsed.GetValue(speed);
            if (!(factor is > 0 and <= 1000))
                return Say("--speed must be between 0 and 1000.");
            var profiles = ProfileFolder.Read();
            try
            {
                if (parsed.GetValue(demo) is { } folder)
                {
                    using var workshop = new SimulatedWorkshop(folder, factor, parsed.GetValue(plugBase),
                        id => profiles.Find(id) ?? throw new IOException($"There is no profile {id} in machines/."));
                    Console.WriteLine($"{workshop.Entries.Count} machines are up; see {Path.Combine(folder, "workshop.json")}.");
                    await UntilEnded(parsed.GetValue(owner), () => workshop.Unused, cancellation);
                    return 0;
                }
                if (parsed.GetValue(pty) is not { } path)
                    return Say("Give --demo FOLDER for a workshop, or --firmware marlin|grbl with --pty PATH for one machine.");
                string id = parsed.GetValue(profile) ?? (parsed.GetValue(firmware) is "grbl" ? "shapeoko-grbl" : "ender-3");
                if (parsed.GetValue(firmware) is not (null or "marlin" or "grbl"))
                    return Say("--firmware is marlin or grbl.");
                if (profiles.Find(id) is not { } found)
                    return Say($"There is no profile {id}. There are: {string.Join(", ", profiles.Profiles.Select(one => one.Id))}.");
                using var machine = new SimulatedMachine(found, path, factor);
                using var plug = parsed.GetValue(plugPort) is { } port ? new SimulatedPlug(machine, found.Id, port) : null;
                Console.WriteLine($"{found.Name} is up at {machine.Port}{(plug == null ? "" : $", its plug at {plug.Url}")}.");
                await UntilEnded(parsed.GetValue(owner), () => machine.Unused, cancellation);
                return 0;
            }
            catch (Exception failure) when (failure is IOException or System.Net.HttpListenerException or UnauthorizedAccessException)
            {
                return Say(failure.Message);
            }
        });
        return command;
    }

    static async Task UntilEnded(string? ownerFile, Func<TimeSpan> unused, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => { signal.Cancel = true; ended.Cancel(); });
        var owner = ownerFile == null ? null : new OwnerWatch(ownerFile, TimeProvider.System);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
                if (owner?.OwnerIsGone() == true && unused() > TimeSpan.FromSeconds(60))
                    return;
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }
    }

    static int Say(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return 1;
    }
}
