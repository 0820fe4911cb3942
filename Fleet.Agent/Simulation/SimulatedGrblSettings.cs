using System.Globalization;

namespace Fleet.Agent.Simulation;

/// <summary>The <c>$</c> settings of a controller that was set up as its profile says.</summary>
sealed class SimulatedGrblSettings
{
    readonly SortedDictionary<int, string> _values;

    internal SimulatedGrblSettings(Profile profile)
    {
        static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
        var speed = profile.Motion.MaxFeedMmPerS;
        var acceleration = profile.Motion.MaxAccelerationMmPerS2;
        var tool = profile.Tools[0];
        bool laser = profile.Kind == MachineKind.Laser;
        _values = new SortedDictionary<int, string>
        {
            [0] = "10", [1] = "25", [2] = "0", [3] = "0", [4] = "0", [5] = "0", [6] = "0", [10] = "3",
            [11] = Number(profile.Motion.JunctionDeviationMm), [12] = "0.002", [13] = "0", [20] = "0", [21] = "0", [22] = "0", [23] = "0",
            [24] = "25.000", [25] = "500.000", [26] = "250", [27] = "1.000",
            [30] = laser ? Number(tool.MaxLaserS) : Number(tool.MaxRpm > 0 ? tool.MaxRpm : 1000),
            [31] = "0", [32] = laser ? "1" : "0", [100] = "250.000", [101] = "250.000", [102] = "250.000",
            [110] = Number(speed.X * 60), [111] = Number(speed.Y * 60), [112] = Number(speed.Z * 60),
            [120] = Number(acceleration.X), [121] = Number(acceleration.Y), [122] = Number(acceleration.Z),
            [130] = Number(profile.Envelope.SizeXMm), [131] = Number(profile.Envelope.SizeYMm), [132] = Number(profile.Envelope.SizeZMm),
        };
    }

    internal double this[int number] => double.Parse(_values[number], CultureInfo.InvariantCulture);

    internal string[] List() => [.. _values.Select(one => string.Create(CultureInfo.InvariantCulture, $"${one.Key}={one.Value}"))];

    /// <param name="line"><c>$110=500</c>.</param>
    /// <returns>False for a setting that is not there.</returns>
    internal bool TrySet(string line)
    {
        int equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 1 || !int.TryParse(line.AsSpan(1, equals - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || !_values.ContainsKey(number))
            return false;
        _values[number] = line[(equals + 1)..];
        return true;
    }
}
