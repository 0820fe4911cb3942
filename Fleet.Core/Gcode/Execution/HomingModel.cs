using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

/// <summary>
/// How long homing takes from the middle of the envelope: half the way at the homing speed, a bump of 5 mm back and again at half
/// speed; Z at a fifth of the speed from 10 mm. Probing is the profile's own figure.
/// </summary>
sealed class HomingModel(Profile profile)
{
    const double BumpMm = 5;
    const double ZStartMm = 10;

    readonly double _feed = Math.Max(profile.Motion.HomingFeedMmPerS, 0.1);

    public double HomeSeconds(bool x, bool y, bool z)
    {
        double seconds = 0;
        if (x)
            seconds += Axis(profile.Envelope.SizeXMm / 2, _feed);
        if (y)
            seconds += Axis(profile.Envelope.SizeYMm / 2, _feed);
        if (z)
            seconds += Axis(Math.Min(ZStartMm, Math.Max(profile.Envelope.SizeZMm, 0)), _feed / 5);
        return seconds;
    }

    public double ProbeSeconds => profile.Motion.ProbingSeconds;

    static double Axis(double wayMm, double feedMmPerS) => (wayMm + BumpMm) / feedMmPerS + BumpMm / (feedMmPerS / 2);
}
