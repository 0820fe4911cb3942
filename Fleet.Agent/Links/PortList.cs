using System.IO.Ports;

namespace Fleet.Agent.Links;

/// <summary>The serial ports of this computer, by the names that survive unplugging.</summary>
public static class PortList
{
    static readonly string[] UsbFacts = ["idVendor", "idProduct", "serial"];

    public static IReadOnlyList<PortInfo> Read()
    {
        if (!OperatingSystem.IsLinux())
            return [.. SerialPort.GetPortNames().Order(StringComparer.Ordinal).Select(name => new PortInfo(name, name, ""))];
        var ports = new List<PortInfo>();
        foreach (string folder in (ReadOnlySpan<string>)["/dev/serial/by-id", "/dev/serial/by-path"])
            foreach (string link in FilesIn(folder))
                if (File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName is { } device && !ports.Exists(port => port.Device == device))
                    ports.Add(new PortInfo(link, device, Usb(device)));
        // Without udev there are no stable names; and built-in UARTs never have any.
        foreach (string device in Directory.EnumerateFiles("/dev", "tty*").Where(IsMachinePort).Order(StringComparer.Ordinal))
            if (!ports.Exists(port => port.Device == device))
                ports.Add(new PortInfo(device, device, Usb(device)));
        return ports;
    }

    static string[] FilesIn(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)] : [];

    static bool IsMachinePort(string device)
    {
        string name = Path.GetFileName(device);
        return name.StartsWith("ttyUSB", StringComparison.Ordinal) || name.StartsWith("ttyACM", StringComparison.Ordinal) || name.StartsWith("ttyAMA", StringComparison.Ordinal);
    }

    static string Usb(string device)
    {
        string start = $"/sys/class/tty/{Path.GetFileName(device)}/device";
        if (!Directory.Exists(start))
            return "";
        // The interface is one or two folders below the device that carries the numbers.
        var folder = new DirectoryInfo(File.ResolveLinkTarget(start, returnFinalTarget: true)?.FullName ?? start);
        for (; folder != null && folder.FullName != "/sys"; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "idVendor")))
                return string.Join(' ', UsbFacts.Select(name => Path.Combine(folder.FullName, name)).Where(File.Exists).Select(path => File.ReadAllText(path).Trim()));
        return "";
    }
}
