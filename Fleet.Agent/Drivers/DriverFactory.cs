using Fleet.Agent.Links;
using Fleet.Agent.Streaming;
using Microsoft.Extensions.Logging;

namespace Fleet.Agent.Drivers;

/// <summary>Finds the driver for a machine's language.</summary>
public static class DriverFactory
{
    /// <exception cref="NotSupportedException">No driver on a byte link speaks this profile's language.</exception>
    public static IMachineDriver Create(
        Profile profile, LinkAddress address, IDriverEvents events, TimeProvider time, ILoggerFactory logs, DriverOptions? options = null) =>
        CreateSerial(profile, address, events, time, logs, options ?? DriverOptions.Default);

    internal static MachineDriver CreateSerial(
        Profile profile, LinkAddress address, IDriverEvents events, TimeProvider time, ILoggerFactory logs, DriverOptions options) =>
        new(profile, address, events, time, logs, options, profile.Firmware.Family switch
        {
            var family when family.CountsBytes() =>
                (link, desk) => new GrblConversation(link, desk, profile, options),
            FirmwareFamily.LinuxCnc or FirmwareFamily.Bambu =>
                throw new NotSupportedException($"No driver on a serial or TCP link speaks {profile.Firmware.Family}."),
            _ => (link, desk) => new MarlinConversation(link, desk, profile, options),
        });
}
