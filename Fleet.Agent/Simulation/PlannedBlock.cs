namespace Fleet.Agent.Simulation;

/// <summary>One straight move in a simulated planner. Lengths in mm, speeds in mm/s.</summary>
sealed class PlannedBlock
{
    internal double[] From { get; init; } = [];
    internal double[] To { get; init; } = [];
    internal double Length { get; init; }
    internal double Nominal { get; init; }
    internal double Acceleration { get; init; }

    /// <summary>Highest speed of the corner before this move.</summary>
    internal double CornerLimit { get; init; }

    internal double Entry { get; set; }
    internal double StartsAt { get; set; }
    internal double EndsAt { get; set; }

    /// <summary>Time of a trapezoid from <paramref name="entry"/> to <paramref name="exit"/>, seconds.</summary>
    internal double Duration(double entry, double exit)
    {
        double peak = Math.Min(Nominal, Math.Sqrt((entry * entry + exit * exit) / 2 + Acceleration * Length));
        peak = Math.Max(peak, Math.Max(entry, exit));
        double ramps = (2 * peak * peak - entry * entry - exit * exit) / (2 * Acceleration);
        return (peak - entry) / Acceleration + (peak - exit) / Acceleration + Math.Max(0, Length - ramps) / Math.Max(peak, 1e-6);
    }
}
