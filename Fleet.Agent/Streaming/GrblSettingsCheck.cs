using System.Globalization;

namespace Fleet.Agent.Streaming;

/// <summary>
/// Holds a controller's settings against the machine's profile: the plan's times, the limits and the tool speeds come from the profile,
/// what really happens from the settings.
/// </summary>
static class GrblSettingsCheck
{
    const double Tolerance = 0.01;

    /// <param name="settings">Lines of the form <c>$110=500.000</c>; 0.9 adds a description in parentheses.</param>
    /// <returns>One sentence for each difference that matters, with what to do.</returns>
    internal static IReadOnlyList<string> Compare(IReadOnlyList<string> settings, Profile profile)
    {
        var values = Read(settings);
        var remarks = new List<string>();
        var feed = profile.Motion.MaxFeedMmPerS;
        var acceleration = profile.Motion.MaxAccelerationMmPerS2;
        var size = profile.Envelope;
        Number(110, "fastest X, mm/min", feed.X * 60);
        Number(111, "fastest Y, mm/min", feed.Y * 60);
        Number(112, "fastest Z, mm/min", feed.Z * 60);
        Number(120, "acceleration X, mm/s²", acceleration.X);
        Number(121, "acceleration Y, mm/s²", acceleration.Y);
        Number(122, "acceleration Z, mm/s²", acceleration.Z);
        Number(130, "travel X, mm", size.SizeXMm);
        Number(131, "travel Y, mm", size.SizeYMm);
        Number(132, "travel Z, mm", size.SizeZMm);
        if (profile.Tools is [{ Kind: ToolKind.Spindle, MaxRpm: > 0 } spindle, ..])
            Number(30, "highest spindle speed, rpm", spindle.MaxRpm);
        if (profile.Tools is [{ Kind: ToolKind.Laser, MaxLaserS: > 0 } laser, ..])
            Number(30, "S of full laser power", laser.MaxLaserS);
        if (values.TryGetValue(32, out double laserMode) && laserMode != 0 != (profile.Kind == MachineKind.Laser))
            remarks.Add(profile.Kind == MachineKind.Laser
                ? "$32 is 0: laser mode is off, and the beam would stay on while the machine slows down. Send $32=1."
                : "$32 is 1: laser mode is on, and a spindle would not be waited for. Send $32=0.");
        if (values.TryGetValue(13, out double inches) && inches != 0)
            remarks.Add("$13 is 1: the controller reports inches, and positions are shown wrong. Send $13=0.");
        return remarks;

        void Number(int setting, string meaning, double expected)
        {
            if (expected > 0 && values.TryGetValue(setting, out double actual) && Math.Abs(actual - expected) > Tolerance * expected)
                remarks.Add(string.Create(CultureInfo.InvariantCulture,
                    $"${setting} ({meaning}) is {actual:0.###} and the profile says {expected:0.###}. Correct one of the two; planned times follow the profile."));
        }
    }

    static Dictionary<int, double> Read(IReadOnlyList<string> settings)
    {
        var values = new Dictionary<int, double>();
        foreach (string line in settings)
            if (line.Split(' ', '(')[0].Split('=') is [['$', .. var number], var value]
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int key)
                && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed))
                values[key] = parsed;
        return values;
    }
}
