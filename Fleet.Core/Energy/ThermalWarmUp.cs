using MathNet.Numerics.LinearRegression;

namespace Fleet.Core.Energy;

/// <summary>
/// One thermal mass with one loss: C·dT/dt = P − UA·(T − Ta). For warm-ups nobody metered, and for what the next one will cost.
/// </summary>
/// <param name="HeaterW">P: electrical power while heating.</param>
/// <param name="CapacityJPerK">C.</param>
/// <param name="LossWPerK">UA.</param>
public sealed record ThermalWarmUp(double HeaterW, double CapacityJPerK, double LossWPerK)
{
    /// <summary>Share of full power that holds the reference temperature; usual for nozzles and beds, to be replaced by a fit.</summary>
    const double UsualHoldingShare = 0.35;

    /// <summary>From a measured heat-up at full power, as profiles state it.</summary>
    public static ThermalWarmUp FromHeatUp(double heaterW, double fromC, double toC, double seconds, double ambientC = 22)
    {
        var lossWPerK = heaterW * UsualHoldingShare / (toC - ambientC);
        var balanceC = ambientC + heaterW / lossWPerK;
        return new(heaterW, lossWPerK * seconds / Math.Log((balanceC - fromC) / (balanceC - toC)), lossWPerK);
    }

    /// <summary>
    /// From a logged heat-up: temperatures at instants, and the heater's power in between. Regression of C·ΔT + UA·∫(T − Ta)dt on ∫P dt.
    /// </summary>
    /// <returns>Null where the log cannot tell C and UA apart, or says something that no heater does.</returns>
    public static ThermalWarmUp? Fit(IReadOnlyList<(double Seconds, double TemperatureC, double PowerW)> log, double ambientC)
    {
        if (log.Count < 4)
            return null;
        var rows = new double[log.Count - 1][];
        var joules = new double[log.Count - 1];
        double lossKs = 0, energyJ = 0;
        for (var i = 1; i < log.Count; i++)
        {
            var seconds = log[i].Seconds - log[i - 1].Seconds;
            lossKs += ((log[i].TemperatureC + log[i - 1].TemperatureC) / 2 - ambientC) * seconds;
            energyJ += log[i - 1].PowerW * seconds;
            (rows[i - 1], joules[i - 1]) = ([log[i].TemperatureC - log[0].TemperatureC, lossKs], energyJ);
        }
        double[] fit;
        try
        {
            fit = MultipleRegression.QR(rows, joules, intercept: false);
        }
        catch (ArgumentException)
        {
            return null;
        }
        return fit is [> 0 and var capacity, > 0 and var loss] && double.IsFinite(capacity) && double.IsFinite(loss)
            ? new(log.Max(point => point.PowerW), capacity, loss)
            : null;
    }

    /// <summary>Power that holds a temperature, W.</summary>
    public double HoldW(double temperatureC, double ambientC) => Math.Max(0, LossWPerK * (temperatureC - ambientC));

    /// <summary>−τ·ln(1 − …) with τ = C/UA; null when the heater never gets there.</summary>
    public double? Seconds(double fromC, double toC, double ambientC)
    {
        if (toC <= fromC)
            return 0;
        var balanceC = ambientC + HeaterW / LossWPerK;
        return balanceC > toC ? CapacityJPerK / LossWPerK * Math.Log((balanceC - fromC) / (balanceC - toC)) : null;
    }

    /// <summary>Wh at full power until the temperature is reached; null when it never is.</summary>
    public double? WarmUpWh(double fromC, double toC, double ambientC) => Seconds(fromC, toC, ambientC) * HeaterW / 3600;
}
