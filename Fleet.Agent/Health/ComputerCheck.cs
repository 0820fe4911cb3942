using System.Globalization;
using System.Runtime.InteropServices;
using Fleet.Agent.Links;

namespace Fleet.Agent.Health;

/// <summary>
/// Looks at the computer under the agent: what fills up, browns out or is not allowed in a workshop. The agent does it every half
/// minute and tells its server; <c>doctor</c> does it once and prints it.
/// </summary>
sealed class ComputerCheck(string folder, TimeProvider time)
{
    const long LeastFreeBytes = 200L << 20;
    const long LeastMemoryBytes = 60L << 20;

    /// <summary>Before this year a clock has simply not been set yet.</summary>
    const int FirstPlausibleYear = 2025;

    /// <summary>Of the Raspberry Pi's firmware: bit 0 is too little voltage now, bit 16 since the start.</summary>
    const string ThrottledFile = "/sys/devices/platform/soc/soc:firmware/get_throttled";

    public IReadOnlyList<Finding> Look() => [Folder(), Disk(), Memory(), Power(), Clock(), .. Ports()];

    /// <summary>Only what is wrong, as sentences.</summary>
    public IReadOnlyList<string> Troubles() => [.. Look().Select(finding => finding.Trouble).OfType<string>()];

    Finding Folder()
    {
        try
        {
            var probe = Path.Combine(folder, ".probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new("data folder", null, $"{folder} can be written");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new("data folder",
                $"The agent cannot write {folder} ({refused.Message}). Facts wait in memory and are lost with the power: free the disk, or replace the card.", "not writable");
        }
    }

    Finding Disk()
    {
        try
        {
            var drive = new DriveInfo(folder);
            var free = string.Create(CultureInfo.InvariantCulture, $"{drive.AvailableFreeSpace / (1 << 20)} MiB free of {drive.TotalSize / (1 << 20)} MiB");
            return new("disk", drive.AvailableFreeSpace < LeastFreeBytes ? $"The disk of the agent is nearly full: {free}. Remove old files." : null, free);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new("disk", null, "cannot be measured here");
        }
    }

    static Finding Memory()
    {
        var available = ReadOrNull("/proc/meminfo")?.Split('\n').FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
        if (available?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [_, var kibText, ..] || !long.TryParse(kibText, CultureInfo.InvariantCulture, out var kib))
            return new("memory", null, "cannot be measured here");
        var fact = string.Create(CultureInfo.InvariantCulture, $"{kib / 1024} MiB available");
        return new("memory", kib * 1024 < LeastMemoryBytes ? $"The computer of the agent is short of memory: {fact}. Stop other programs on it." : null, fact);
    }

    static Finding Power()
    {
        if (ReadOrNull(ThrottledFile)?.Trim() is not { Length: > 0 } text || !int.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits))
            return new("power", null, "this computer does not report its voltage");
        const string remedy = "Use a stronger power supply and a short cable; machines on its USB ports may need a powered hub.";
        return new("power",
            (bits & 0x1) != 0 ? $"The Raspberry Pi gets too little voltage right now. {remedy}"
            : (bits & 0x10000) != 0 ? $"The Raspberry Pi got too little voltage since it was started. {remedy}" : null, $"throttled=0x{bits:x}");
    }

    Finding Clock()
    {
        var now = time.GetUtcNow();
        return new("clock",
            now.Year < FirstPlausibleYear ? "The computer's clock is not set. Facts are dated by the server's clock once it is reached; check the network." : null,
            now.ToString("u", CultureInfo.InvariantCulture));
    }

    static IEnumerable<Finding> Ports()
    {
        var ports = PortList.Read();
        if (ports.Count == 0)
            yield return new("ports", null, "no serial port is plugged in");
        foreach (var port in ports)
            yield return CanOpen(port.Device) is { } refusal
                ? new("ports", refusal, port.Path)
                : new("ports", null, $"{port.Path} can be opened");
    }

    /// <summary>Asks for the right without opening: opening raises DTR and resets many boards.</summary>
    static string? CanOpen(string device) =>
        Libc.Access(device, Libc.MayRead | Libc.MayWrite) != 0 && Marshal.GetLastPInvokeError() == Libc.AccessDenied
            ? $"This user may not open {device}. Add it to the group dialout: sudo usermod -aG dialout {Environment.UserName}, then sign in again."
            : null;

    static string? ReadOrNull(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
