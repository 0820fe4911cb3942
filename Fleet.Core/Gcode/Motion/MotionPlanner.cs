namespace Fleet.Core.Gcode.Motion;

/// <summary>Turns moves into time, as one family of firmware does it. Executed blocks go to the timeline in order.</summary>
abstract class MotionPlanner(MotionSettings settings, TimelineBuilder timeline)
{
    protected MotionSettings Settings { get; } = settings;


    /// <summary>Sum of all executed blocks.</summary>
    public double MotionSeconds { get; private set; }

    /// <summary>Of these, with the spindle turning or the laser burning.</summary>
    public double ToolOnSeconds { get; private set; }

    public abstract void Add(in PlannedMove move);

    /// <summary>Executes all that is queued and comes to rest, as before a dwell or a wait for a heater.</summary>
    public abstract void Drain();

    protected void Executed(double seconds, long line, double filamentMm, bool toolOn)
    {
        MotionSeconds += seconds;
        if (toolOn)
            ToolOnSeconds += seconds;
        timeline.Advance(line, seconds, filamentMm);
    }

    /// <summary>Seconds of a block between two speeds (squared) under a top speed and an acceleration; mm, mm/s, mm/s².</summary>
    protected static double BlockSeconds(double length, double entrySqr, double entry, double exitSqr, double exit, double nominal, double accel)
    {
        //        ___________  nominal
        //      /             \
        // entry               exit       or, when the block is too short to get there, a triangle
        double nominalSqr = nominal * nominal;
        double ramps = (nominalSqr + nominalSqr - entrySqr - exitSqr) / (2 * accel);
        if (ramps <= length)
            return (nominal + nominal - entry - exit) / accel + (length - ramps) / nominal;
        double peak = Math.Sqrt(Math.Max(0.5 * (entrySqr + exitSqr) + accel * length, Math.Max(entrySqr, exitSqr)));
        return (peak + peak - entry - exit) / accel;
    }
}
