using System.CommandLine;
using Fleet.Agent.Drivers;
using Fleet.Agent.Links;
using Fleet.Core.Gcode;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Agent.Cli;

/// <summary><c>stream</c>: sends one program to one machine, without a server.</summary>
static class StreamCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "G-code, also .gz, .bgcode or .3mf." };
        var port = new Option<string>("--port") { Description = "Device path or tcp://host:port.", Required = true };
        var baud = new Option<int?>("--baud") { Description = "Symbols per second; without it the profile's, or detected." };
        var firmware = new Option<string>("--firmware") { Description = "auto, marlin or grbl.", DefaultValueFactory = _ => "auto" };
        var profile = new Option<string?>("--profile") { Description = "Profile id from machines/, for limits and scripts." };
        var console = new Option<string?>("--console") { Description = "Folder for the full log of the wire." };
        var portable = new Option<bool>("--portable-link") { Description = "Use System.IO.Ports instead of termios." };
        var command = new Command("stream", "Send a program to a machine and wait until it is done.") { file, port, baud, firmware, profile, console, portable };
        command.SetAction(async (parsed, cancellation) =>
        {
            string path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                return Say($"{path} is not there.");
            string at = parsed.GetValue(port)!;
            if (OperatingSystem.IsLinux() && !at.Contains("://", StringComparison.Ordinal) && !File.Exists(at))
                return Say($"{at} is not there. Plug the machine in and switch it on; `probe` lists the ports.");
            var choice = Choose(at, parsed.GetValue(baud), parsed.GetValue(firmware)!, parsed.GetValue(profile), out string refusal);
            if (choice is not var (chosen, rate))
                return Say(refusal);
            string? unpacked = null;
            try
            {
                string plain = Plain(path, ref unpacked);
                var options = new DriverOptions { ConsoleFolder = parsed.GetValue(console), PortableLink = parsed.GetValue(portable) };
                return await StreamSession.Run(chosen, new LinkAddress(at, rate), plain, options, cancellation);
            }
            catch (IOException failure)
            {
                return Say(failure.Message);
            }
            finally
            {
                if (unpacked != null)
                    File.Delete(unpacked);
            }
        });
        return command;
    }

    static (Profile Profile, int? Baud)? Choose(string port, int? baud, string firmware, string? name, out string refusal)
    {
        refusal = "";
        var profiles = ProfileFolder.Read();
        if (name != null)
        {
            if (profiles.Find(name) is { } found)
                return (found, baud);
            refusal = $"There is no profile {name}. There are: {string.Join(", ", profiles.Profiles.Select(one => one.Id))}.";
            return null;
        }
        switch (firmware)
        {
            case "marlin": return (AssumedMachine.Printer(FirmwareFamily.Marlin), baud);
            case "grbl": return (AssumedMachine.Router(FirmwareFamily.Grbl), baud);
            case "auto": break;
            default:
                refusal = "--firmware is auto, marlin or grbl.";
                return null;
        }
        try
        {
            var answer = FirmwareProbe.Ask(port, baud, TimeProvider.System);
            if (answer.Family == null)
                // Some boards need longer to start than one search lasts; the second finds the port open and the board up.
                answer = FirmwareProbe.Ask(port, baud, TimeProvider.System);
            if (answer.Family is { } family)
                return (family is FirmwareFamily.Grbl or FirmwareFamily.GrblHal or FirmwareFamily.FluidNc
                    ? AssumedMachine.Router(family) : AssumedMachine.Printer(family), answer.Baud);
            refusal = $"{port}: {answer.Why}.";
        }
        catch (LinkLostException lost)
        {
            refusal = lost.Message;
        }
        return null;
    }

    /// <summary>The path of plain text: the file itself, or what its container holds, unpacked to a temporary file.</summary>
    static string Plain(string path, ref string? unpacked)
    {
        if (Path.GetExtension(path).ToUpperInvariant() is not (".GZ" or ".BGCODE" or ".BGC" or ".3MF"))
            return path;
        unpacked = Path.Combine(Path.GetTempPath(), $"fleet-{Guid.NewGuid():N}.gcode");
        using var source = File.OpenRead(path);
        using var plain = PlainProgram.Open(source);
        using var target = File.Create(unpacked);
        plain.CopyTo(target);
        return unpacked;
    }

    static int Say(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return 1;
    }
}
