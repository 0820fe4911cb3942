namespace Fleet.Agent.Streaming;

/// <summary>What M115 and the first oks tell about a line-and-ok firmware.</summary>
sealed class MarlinFirmware
{
    readonly HashSet<string> _capabilities = new(StringComparer.Ordinal);

    internal string Name { get; private set; } = "";

    internal FirmwareFamily Family { get; private set; } = FirmwareFamily.Marlin;

    /// <summary>Free command slots of an idle firmware as ADVANCED_OK reports them; -1 without ADVANCED_OK.</summary>
    internal int FreeSlots { get; private set; } = -1;

    internal bool Has(string capability) => _capabilities.Contains(capability);

    /// <summary>Lines carry number and checksum. RepRapFirmware drops a bad line silently and Klipper reads neither: plain lines there.</summary>
    internal bool Numbered => Family is not (FirmwareFamily.Klipper or FirmwareFamily.RepRapFirmware);

    internal void TakeOk(MarlinReply ok) => FreeSlots = Math.Max(FreeSlots, ok.FreeSlots);

    /// <summary>One line of the answer to M115.</summary>
    internal void TakeLine(string line)
    {
        if (line.StartsWith("Cap:", StringComparison.Ordinal))
        {
            if (line.Split(':') is [_, var name, "1"])
                _capabilities.Add(name);
            return;
        }
        int at = line.IndexOf("FIRMWARE_NAME:", StringComparison.Ordinal);
        if (at < 0)
            return;
        string rest = line[(at + "FIRMWARE_NAME:".Length)..].Trim();
        Family = FamilyOf(rest);
        // The name ends where the next KEY: or a comma begins.
        int end = rest.Length;
        foreach (string key in (ReadOnlySpan<string>)[" SOURCE_CODE_URL", " FIRMWARE_URL", " PROTOCOL_VERSION", " FIRMWARE_VERSION:", ",", " ("])
            if (rest.IndexOf(key, StringComparison.Ordinal) is > 0 and var stop)
                end = Math.Min(end, stop);
        Name = rest[..end];
        if (Value(rest, "FIRMWARE_VERSION:") is { Length: > 0 } version)
            Name += " " + version;
    }

    static FirmwareFamily FamilyOf(string name) => name switch
    {
        // A Buddy's name begins with the 8-bit firmware's.
        _ when name.StartsWith("Prusa-Firmware-Buddy", StringComparison.Ordinal) => FirmwareFamily.PrusaBuddy,
        _ when name.StartsWith("Prusa-Firmware", StringComparison.Ordinal) => FirmwareFamily.Prusa,
        _ when name.StartsWith("Repetier", StringComparison.Ordinal) => FirmwareFamily.Repetier,
        _ when name.StartsWith("RepRapFirmware", StringComparison.Ordinal) => FirmwareFamily.RepRapFirmware,
        _ when name.StartsWith("Smoothie", StringComparison.Ordinal) => FirmwareFamily.Smoothieware,
        _ when name.StartsWith("Klipper", StringComparison.Ordinal) => FirmwareFamily.Klipper,
        _ => FirmwareFamily.Marlin,
    };

    static string Value(string line, string key)
    {
        int at = line.IndexOf(key, StringComparison.Ordinal);
        if (at < 0)
            return "";
        string rest = line[(at + key.Length)..].TrimStart();
        int end = rest.AsSpan().IndexOfAny(' ', ',');
        return end < 0 ? rest : rest[..end];
    }
}
