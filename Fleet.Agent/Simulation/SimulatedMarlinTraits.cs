namespace Fleet.Agent.Simulation;

/// <summary>Which Marlin: compile options and version differences that a sender meets.</summary>
sealed record SimulatedMarlinTraits
{
    internal string Version { get; init; } = "bugfix-2.1.x";

    /// <summary>ADVANCED_OK, as vendors that think of hosts switch on.</summary>
    internal bool AdvancedOk { get; init; } = true;

    internal bool EmergencyParser { get; init; } = true;

    /// <summary>BUFSIZE.</summary>
    internal int QueueLines { get; init; } = 4;

    /// <summary>HOST_KEEPALIVE_FEATURE.</summary>
    internal bool SaysBusy { get; init; } = true;

    /// <summary>A board with DTR on its reset line.</summary>
    internal bool ResetsOnOpen { get; init; }

    /// <summary>How long such a board hears nothing after a reset: bootloader and start-up.</summary>
    internal double BootSeconds { get; init; }

    /// <summary>A dialogue is shown through the host.</summary>
    internal bool Prompts { get; init; } = true;

    /// <summary>2.1.2 and later: a line whose number is the last one's is dropped without a word.</summary>
    internal bool DropsDuplicates { get; init; } = true;

    internal bool MeatPack { get; init; }

    internal bool IgnoresM110 { get; init; }

    /// <summary>G90 and G91 overrule M82 and M83, as in Marlin 2; not in Prusa's 8-bit firmware.</summary>
    internal bool ModesCoverExtruder { get; init; } = true;

    internal static SimulatedMarlinTraits For(Profile profile) => profile.Firmware.Family switch
    {
        FirmwareFamily.Prusa => new() { AdvancedOk = false, EmergencyParser = false, ModesCoverExtruder = false, QueueLines = 4 },
        FirmwareFamily.PrusaBuddy => new() { AdvancedOk = false, EmergencyParser = false, QueueLines = 8 },
        _ => new() { QueueLines = profile.Firmware.CommandQueueLines },
    };

    /// <summary>The answer to M115 without its ok.</summary>
    internal IEnumerable<string> Identity(Profile profile)
    {
        yield return profile.Firmware.Family switch
        {
            FirmwareFamily.Prusa => $"FIRMWARE_NAME:Prusa-Firmware 3.14.0 based on Marlin FIRMWARE_URL:https://github.com/prusa3d/Prusa-Firmware PROTOCOL_VERSION:1.0 MACHINE_TYPE:{profile.Name} EXTRUDER_COUNT:{profile.Tools.Count} UUID:00000000-0000-0000-0000-000000000000",
            FirmwareFamily.PrusaBuddy => $"FIRMWARE_NAME:Prusa-Firmware-Buddy 6.1.2 (Github) SOURCE_CODE_URL:https://github.com/prusa3d/Prusa-Firmware-Buddy PROTOCOL_VERSION:1.0 MACHINE_TYPE:{profile.Name} EXTRUDER_COUNT:{profile.Tools.Count} UUID:00000000-0000-0000-0000-000000000000",
            _ => $"FIRMWARE_NAME:Marlin {Version} (Nov 23 2026 00:26:26) SOURCE_CODE_URL:github.com/MarlinFirmware/Marlin PROTOCOL_VERSION:1.0 MACHINE_TYPE:{profile.Name} KINEMATICS:Cartesian EXTRUDER_COUNT:{profile.Tools.Count} UUID:cede2a2f-41a2-4748-9b12-c55c62f367ff",
        };
        foreach (string capability in (string[])["SERIAL_XON_XOFF:0", "BINARY_FILE_TRANSFER:0", "EEPROM:1", "VOLUMETRIC:1", "AUTOREPORT_POS:0", "AUTOREPORT_TEMP:1", "PROGRESS:0", "PRINT_JOB:1"])
            yield return "Cap:" + capability;
        yield return $"Cap:EMERGENCY_PARSER:{(EmergencyParser ? 1 : 0)}";
        yield return "Cap:HOST_ACTION_COMMANDS:1";
        yield return $"Cap:PROMPT_SUPPORT:{(Prompts ? 1 : 0)}";
        yield return $"Cap:MEATPACK:{(MeatPack ? 1 : 0)}";
        var e = profile.Envelope;
        yield return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"area:{{full:{{min:{{x:{e.MinXMm:0.00},y:{e.MinYMm:0.00},z:{e.MinZMm:0.00}}},max:{{x:{e.MaxXMm:0.00},y:{e.MaxYMm:0.00},z:{e.MaxZMm:0.00}}}}}}}");
    }

    /// <summary>Commands that are accepted without any effect that a host could see.</summary>
    internal bool Knows(string code) => code is "M73" or "M84" or "M17" or "M18" or "M106" or "M107" or "M110" or "M105" or "M108" or "M113"
        or "M117" or "M119" or "M201" or "M203" or "M204" or "M205" or "M206" or "M211" or "M31" or "M75" or "M76" or "M77" or "M78" or "M82" or "M83"
        or "M92" or "M200" or "M207" or "M208" or "M300" or "M301" or "M304" or "M410" or "M420" or "M486" or "M500" or "M501" or "M502" or "M572"
        or "M593" or "M709" or "M851" or "M876" or "M900" or "M907" or "M999" or "M42" or "M150" or "M355" or "M862" or "G10" or "G11" or "G17" or "G60" or "G61"
        || code.StartsWith("M862.", StringComparison.Ordinal);
}
