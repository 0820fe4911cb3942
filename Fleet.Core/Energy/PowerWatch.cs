namespace Fleet.Core.Energy;

/// <summary>
/// Holds a counter against the power that the meter reports beside it, over many readings: the power of one moment says little of a load
/// that switches, that of a thousand moments says what flowed.
/// </summary>
/// <param name="Steps">Intervals in it.</param>
/// <param name="PowerWh">Trapezoids over the powers.</param>
/// <param name="CounterWh">Rises of the counter meanwhile.</param>
public sealed record PowerWatch(int Steps, double PowerWh, double CounterWh)
{
    /// <summary>Relative difference from which on a meter contradicts itself.</summary>
    public const double Tolerance = 0.03;

    /// <summary>Of a heater that is on half of the time, so many moments are known to 3 % of their mean.</summary>
    const int Enough = 1000;

    /// <summary>Readings that are further apart say nothing of what flowed in between. ms.</summary>
    const long LongestStepMs = 5 * 60_000;

    public static PowerWatch Nothing { get; } = new(0, 0, 0);

    /// <summary>One interval more; and once enough of them are in it, whether counter and power contradict each other. Then it begins anew.</summary>
    public (PowerWatch Next, bool Disagrees) Look(CounterReading earlier, CounterReading later)
    {
        if (earlier.PowerW is not { } beforeW || later.PowerW is not { } afterW || later.AtMs - earlier.AtMs is <= 0 or > LongestStepMs || later.CounterWh < earlier.CounterWh)
            return (this, false);
        var next = new PowerWatch(Steps + 1, PowerWh + (beforeW + afterW) / 2 * (later.AtMs - earlier.AtMs) / 3_600_000, CounterWh + later.CounterWh!.Value - earlier.CounterWh!.Value);
        return next.Steps < Enough
            ? (next, false)
            : (Nothing, Math.Abs(next.CounterWh - next.PowerWh) > Tolerance * Math.Max(next.PowerWh, next.CounterWh) + later.ResolutionWh);
    }
}
