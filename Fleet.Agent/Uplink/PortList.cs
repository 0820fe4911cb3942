using Fleet.Protocol;

namespace Fleet.Agent.Uplink;

/// <summary>The serial ports of this computer, by their stable names where the system has them.</summary>
static class PortList
{
    const string ById = "/dev/serial/by-id";

    public static IEnumerable<Port> Read()
    {
        if (Directory.Exists(ById))
            return Directory.EnumerateFiles(ById).Order(StringComparer.Ordinal)
                .Select(path => new Port { Address = path, Description = Path.GetFileName(path).Replace('_', ' ') });
        return System.IO.Ports.SerialPort.GetPortNames().Where(name => !name.Contains("ttyS", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => new Port { Address = name });
    }
}
