using System.CommandLine;
using Fleet.Agent.Drivers;
using Fleet.Agent.Links;

namespace Fleet.Agent.Cli;

/// <summary><c>probe</c>: which ports are there, and what answers on them.</summary>
static class ProbeCommand
{
    public static Command Create()
    {
        var port = new Option<string?>("--port") { Description = "Ask only this port: a device path or tcp://host:port." };
        var baud = new Option<int?>("--baud") { Description = "Ask at this rate only; without it the usual ones are tried." };
        var command = new Command("probe", "List serial ports and what answers on them.") { port, baud };
        command.SetAction(parsed =>
        {
            IReadOnlyList<PortInfo> ports = parsed.GetValue(port) is { } one ? [new PortInfo(one, one, "")] : PortList.Read();
            if (ports.Count == 0)
            {
                Console.WriteLine("No serial port is there. Plug a machine in by USB and switch it on.");
                return 1;
            }
            bool any = false;
            foreach (var info in ports)
            {
                string answer = Ask(info, parsed.GetValue(baud), ref any);
                Console.WriteLine($"{info.Path}{(info.Usb.Length > 0 ? $" ({info.Usb})" : "")}: {answer}");
            }
            return any ? 0 : 1;
        });
        return command;
    }

    static string Ask(PortInfo port, int? baud, ref bool any)
    {
        try
        {
            var answer = FirmwareProbe.Ask(port.Path, baud, TimeProvider.System);
            if (answer.Family is not { } family)
                return answer.Why;
            any = true;
            return $"{answer.Firmware} ({family}) at {answer.Baud} baud";
        }
        catch (LinkLostException lost)
        {
            return lost.Message;
        }
    }
}
