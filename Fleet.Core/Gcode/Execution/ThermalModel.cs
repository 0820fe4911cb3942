using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

/// <summary>
/// How long heaters take: each approaches, as 1 − e^(−t/τ), a balance a quarter above its rated maximum (the reserve that
/// a heater needs to be controllable), with τ from the profile's measured time. Cooling is to ambient with <see cref="CoolingTauSeconds"/>.
/// </summary>
sealed class ThermalModel
{
    /// <summary>Marlin's TEMP_RESIDENCY_TIME: M109 and M190 return when the target has been held so long, seconds.</summary>
    const double ResidencySeconds = 10;

    /// <summary>Hot end with its fan running; a prior, not a measurement.</summary>
    const double CoolingTauSeconds = 110;

    Heater _nozzle, _bed, _chamber;

    public ThermalModel(Profile profile, double ambientC)
    {
        Tool? extruder = profile.Tools.FirstOrDefault(t => t.Kind == ToolKind.Extruder);
        _nozzle = Heater.From(extruder?.MaxTemperatureC ?? 250, 25, 215, extruder?.HeatUpSeconds ?? 0, ambientC);
        _bed = Heater.From(profile.Bed?.MaxTemperatureC ?? 110, 25, 60, profile.Bed?.HeatUpSeconds ?? 0, ambientC);
        _chamber = Heater.From(70, 25, 60, 1200, ambientC);
    }

    public void SetNozzle(double targetC, double nowSeconds) => _nozzle.Set(targetC, nowSeconds);

    public void SetBed(double targetC, double nowSeconds) => _bed.Set(targetC, nowSeconds);

    public void SetChamber(double targetC, double nowSeconds) => _chamber.Set(targetC, nowSeconds);

    /// <summary>Seconds until the target holds. <paramref name="alsoCooling"/>: M109 R waits in both directions.</summary>
    public double WaitForNozzle(double nowSeconds, bool alsoCooling) => _nozzle.Wait(nowSeconds, alsoCooling);

    public double WaitForBed(double nowSeconds, bool alsoCooling) => _bed.Wait(nowSeconds, alsoCooling);

    public double WaitForChamber(double nowSeconds, bool alsoCooling) => _chamber.Wait(nowSeconds, alsoCooling);

    struct Heater
    {
        double _ambientC, _balanceC, _tauSeconds, _targetC, _temperatureC, _atSeconds;

        public static Heater From(double maxC, double fromC, double toC, double heatUpSeconds, double ambientC)
        {
            double balanceC = fromC + 1.25 * (Math.Max(maxC, toC + 5) - fromC);
            double tau = heatUpSeconds > 0 ? heatUpSeconds / -Math.Log(1 - (toC - fromC) / (balanceC - fromC)) : 0;
            return new Heater { _ambientC = ambientC, _balanceC = balanceC, _tauSeconds = tau, _temperatureC = ambientC };
        }

        public void Set(double targetC, double nowSeconds)
        {
            Follow(nowSeconds);

            // A target beyond the balance would never be reached; a check of its own says so.
            _targetC = Math.Clamp(targetC, 0, _balanceC - 1);
        }

        public double Wait(double nowSeconds, bool alsoCooling)
        {
            Follow(nowSeconds);
            if (_targetC <= 0 || _tauSeconds <= 0)
                return 0;
            double seconds = 0;
            if (_targetC > _temperatureC + 0.5)
            {
                seconds = _tauSeconds * Math.Log((_balanceC - _temperatureC) / (_balanceC - _targetC)) + ResidencySeconds;
            }
            else if (_targetC < _temperatureC - 3 && alsoCooling)
            {
                double target = Math.Max(_targetC, _ambientC + 5);
                seconds = Math.Max(0, CoolingTauSeconds * Math.Log((_temperatureC - _ambientC) / (target - _ambientC)));
            }
            else if (_targetC < _temperatureC - 3)
                return 0;

            _temperatureC = _targetC;
            _atSeconds = nowSeconds + seconds;
            return seconds;
        }

        /// <summary>Where the temperature has got to since the last look.</summary>
        void Follow(double nowSeconds)
        {
            double dt = Math.Max(0, nowSeconds - _atSeconds);
            _atSeconds = Math.Max(nowSeconds, _atSeconds);
            if (_temperatureC < _targetC && _tauSeconds > 0)
                _temperatureC = Math.Min(_targetC, _balanceC - (_balanceC - _temperatureC) * Math.Exp(-dt / _tauSeconds));
            else if (_temperatureC > _targetC)
                _temperatureC = Math.Max(_targetC, _ambientC + (_temperatureC - _ambientC) * Math.Exp(-dt / CoolingTauSeconds));
        }
    }
}
