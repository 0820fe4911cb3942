using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Reading;

/// <summary>How G90 and G91 touch the extruder; the families differ (all read in their sources).</summary>
enum ExtruderRule : byte
{
    /// <summary>G90 and G91 set the extruder too; a later M82 or M83 overrides: Marlin 2, Buddy, Smoothieware.</summary>
    FollowsAxes,

    /// <summary>Only M82 and M83 count: Prusa 8-bit, RepRapFirmware, Bambu.</summary>
    OwnMode,

    /// <summary>Relative when either says so: Klipper, Repetier.</summary>
    RelativeIfEither,
}

static class ExtruderRules
{
    public static ExtruderRule Of(FirmwareFamily family) => family switch
    {
        FirmwareFamily.Prusa or FirmwareFamily.RepRapFirmware or FirmwareFamily.Bambu => ExtruderRule.OwnMode,
        FirmwareFamily.Klipper or FirmwareFamily.Repetier => ExtruderRule.RelativeIfEither,
        _ => ExtruderRule.FollowsAxes,
    };
}
