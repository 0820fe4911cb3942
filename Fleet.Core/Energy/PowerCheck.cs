namespace Fleet.Core.Energy;

/// <summary>Holds the counter against the power that the meter reports beside it: a meter that disagrees with itself is mis-set.</summary>
public static class PowerCheck
{
    /// <summary>Relative difference from which on a calibration flag is raised; reference: 3 % and one step.</summary>
    public const double Tolerance = 0.03;

    /// <summary>Shorter than this a trapezoid of two readings says nothing about a load that switches. Seconds.</summary>
    public const double LongestStepSeconds = 15;

    /// <summary>The trapezoid over power readings, Wh; null when a reading has no power or they are too far apart.</summary>
    public static double? IntegralWh(IReadOnlyList<CounterReading> readings)
    {
        double sumWh = 0;
        for (var i = 1; i < readings.Count; i++)
        {
            if (readings[i - 1].PowerW is not { } beforeW || readings[i].PowerW is not { } afterW)
                return null;
            var seconds = (readings[i].AtMs - readings[i - 1].AtMs) / 1000.0;
            if (seconds > LongestStepSeconds)
                return null;
            sumWh += (beforeW + afterW) / 2 * seconds / 3600;
        }
        return readings.Count > 1 ? sumWh : null;
    }

    /// <summary>Whether counter and power contradict each other over these readings; false where nothing can be said.</summary>
    public static bool Disagrees(IReadOnlyList<CounterReading> readings)
    {
        if (IntegralWh(readings) is not { } powerWh || readings[0].CounterWh is not { } first || readings[^1].CounterWh is not { } last || last < first)
            return false;
        var stepWh = readings.Max(reading => reading.ResolutionWh);
        return Math.Abs(last - first - powerWh) > Tolerance * Math.Max(powerWh, last - first) + stepWh;
    }
}
