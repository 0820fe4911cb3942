using System.Globalization;
using System.Text;

namespace Fleet.Agent.Simulation;

/// <summary>Marlin's nozzles and bed: targets, the wait for them, the report, and whether filament may move.</summary>
sealed class SimulatedMarlinHeat
{
    const double Residency = 10, MinimumExtrusionC = 170;

    readonly SimulatedHeater[] _nozzles;
    readonly SimulatedHeater? _bed;
    double _inWindowSince = double.NaN;

    internal SimulatedMarlinHeat(Profile profile)
    {
        _nozzles = [.. profile.Tools.Select((tool, i) => new SimulatedHeater($"T{i}", tool.HeaterW, 25, 215, tool.HeatUpSeconds))];
        if (profile.Bed is { } bed)
            _bed = new SimulatedHeater("B", bed.HeaterW, 25, 60, bed.HeatUpSeconds);
    }

    internal IEnumerable<SimulatedHeater> All => _bed == null ? _nozzles : [.. _nozzles, _bed];

    internal bool HasBed => _bed != null;

    internal int Tool { get; private set; }

    internal bool ColdAllowed { get; set; }

    internal bool MayExtrude => ColdAllowed || _nozzles[Tool].TemperatureC >= MinimumExtrusionC;

    internal void Choose(int tool) => Tool = Math.Clamp(tool, 0, _nozzles.Length - 1);

    internal void Off()
    {
        foreach (var heater in All)
            heater.TargetC = 0;
    }

    /// <summary>Sets the target that the words name: of the bed, or of the nozzle T.</summary>
    /// <returns>Whether it is reached and was long enough, asked with the time; null where nothing needs to be waited for.</returns>
    internal Func<double, bool>? Set(GcodeWords words, bool bed)
    {
        var heater = bed ? _bed! : _nozzles[Math.Clamp((int)words['T', Tool], 0, _nozzles.Length - 1)];
        bool cooling = words.Has('R');
        if (words.Has('S') || cooling)
            heater.TargetC = cooling ? words['R'] : words['S'];
        if (heater.TargetC <= SimulatedHeater.RoomC)
            return null;
        _inWindowSince = double.NaN;
        double residency = bed ? 0 : Residency;
        return now =>
        {
            bool close = heater.AtTarget || !cooling && heater.TemperatureC > heater.TargetC;
            _inWindowSince = !close ? double.NaN : double.IsNaN(_inWindowSince) ? now : _inWindowSince;
            return close && now - _inWindowSince >= residency;
        };
    }

    /// <summary><c>T:21.00 /0.00 B:21.00 /0.00 @:0 B@:0</c>.</summary>
    internal string Report()
    {
        var text = new StringBuilder();
        void Add(string name, SimulatedHeater heater) =>
            text.Append(CultureInfo.InvariantCulture, $"{name}:{heater.TemperatureC:0.00} /{heater.TargetC:0.00} ");
        Add("T", _nozzles[Tool]);
        if (_bed != null)
            Add("B", _bed);
        if (_nozzles.Length > 1)
            foreach (var nozzle in _nozzles)
                Add(nozzle.Name, nozzle);
        text.Append(CultureInfo.InvariantCulture, $"@:{_nozzles[Tool].Duty * 127:0}");
        if (_bed != null)
            text.Append(CultureInfo.InvariantCulture, $" B@:{_bed.Duty * 127:0}");
        return text.ToString();
    }
}
