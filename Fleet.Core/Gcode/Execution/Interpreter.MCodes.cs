using Fleet.Core.Gcode.Checks;
using Fleet.Core.Gcode.Reading;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

sealed unsafe partial class Interpreter
{
    /// <summary>M codes; numbers times ten.</summary>
    void TakeM(int code)
    {
        switch (code)
        {
            case 0 or 10 or 6000:
                _planner?.Drain();
                _findings.Hit(Check.WaitsForPerson, _line);
                break;
            case 20 or 300:
                EndOrDelete(code);
                break;
            case 30 or 40 or 50:
                Spindle(code);
                break;
            case 60:
                _planner?.Drain();
                if (_dialect.Family == FirmwareFamily.Grbl)
                    _findings.Hit(Check.UnsupportedCode, _line, "M6");
                _findings.Hit(Check.ToolChange, _line);
                break;
            case 1040 or 1090:
                Nozzle(waits: code == 1090);
                break;
            case 1400 or 1900:
                Bed(waits: code == 1900);
                break;
            case 1410 or 1910:
                Chamber(waits: code == 1910);
                break;
            case 1160:
                WaitForAllHeaters();
                break;
            case 5680:
                ToolTemperature();
                break;
            case 1060 or 1070:
                Fan(off: code == 1070);
                break;
            case 70 or 80 or 90 when _isCnc:
                Coolant(code);
                break;
            case 4860:
                TakeObjectName();
                break;
            case 4000 or 2260:
                _planner?.Drain();
                break;
            case 920 or 2010 or 2030 or 2040 or 2050 or 5660:
                Limits(code);
                break;
            case 2070:
                _retractFeedMmPerMin = _code.ValueOr('F', _retractFeedMmPerMin);
                _state.Extrusion.Apply(_code);
                break;
            case 2200:
                FeedFactor();
                break;
            case 820 or 830:
                _modeResetPending = false;
                _state.Extrusion.SetRelative(code == 830);
                break;
            case 5000 or 5010 or 5020:
                _findings.Hit(Check.WritesSettings, _line, code switch { 5000 => "M500", 5010 => "M501", _ => "M502" });
                break;
            case 9970:
                _findings.Hit(Check.FlashesFirmware, _line, "M997");
                break;
            case 230 or 240 or 280 or 320 or 9280 when !_isCnc:
                _findings.Hit(Check.OtherFile, _line, "An SD-card command (M23, M24, M28, M32 or M928)");
                break;
            case 1120 or 4100:
                _findings.Hit(Check.EmergencyCode, _line, code == 1120 ? "M112" : "M410");
                break;
            default:
                _state.Extrusion.Apply(_code);
                break;
        }
    }

    /// <summary>M220: S in percent; B keeps the present factor and R takes it back, as wipe towers do.</summary>
    void FeedFactor()
    {
        if (_code.Has('B'))
            _state.KeptFeedFactor = _state.FeedFactor;
        if (_code.Has('R'))
            _state.FeedFactor = _state.KeptFeedFactor;
        if (_code.HasNumber('S'))
            _state.FeedFactor = Math.Clamp(_code.Value('S'), 1, 1000) / 100;
    }

    /// <summary>M2 and M30 end a CNC program; on a printer M30 deletes a file of its card.</summary>
    void EndOrDelete(int code)
    {
        if (!_isCnc)
        {
            _findings.Hit(code == 300 ? Check.DeletesFile : Check.CncEndOnPrinter, _line);
            return;
        }

        _planner?.Drain();
        _state.ToolOn = false;
    }

    /// <summary>Firmware limits that the program sets: M201 and M204 in mm/s², M203 and M205 in mm/s (M203 and M566 of RepRapFirmware in mm/min).</summary>
    void Limits(int code)
    {
        // Klipper knows none of them but M204; its limits are those of its configuration.
        if (_dialect.Family == FirmwareFamily.Klipper && code is not 2040)
            return;
        double unit = _state.MmPerUnit;
        bool perMinute = _dialect.Family == FirmwareFamily.RepRapFirmware;
        switch (code)
        {
            case 920:
                Set('X', ref _settings.StepsPerMmX, 1 / unit);
                Set('Y', ref _settings.StepsPerMmY, 1 / unit);
                Set('Z', ref _settings.StepsPerMmZ, 1 / unit);
                Set('E', ref _settings.StepsPerMmE, 1 / unit);
                break;
            case 2010:
                Set('X', ref _settings.MaxAccelX, unit);
                Set('Y', ref _settings.MaxAccelY, unit);
                Set('Z', ref _settings.MaxAccelZ, unit);
                Set('E', ref _settings.MaxAccelE, unit);
                break;
            case 2030:
                Set('X', ref _settings.MaxFeedX, perMinute ? unit / 60 : unit);
                Set('Y', ref _settings.MaxFeedY, perMinute ? unit / 60 : unit);
                Set('Z', ref _settings.MaxFeedZ, perMinute ? unit / 60 : unit);
                Set('E', ref _settings.MaxFeedE, perMinute ? unit / 60 : unit);
                break;
            case 2040:
                Accelerations(unit);
                break;
            case 2050:
                SetOrZero('S', ref _settings.MinPrintFeed, unit);
                SetOrZero('T', ref _settings.MinTravelFeed, unit);
                SetOrZero('J', ref _settings.JunctionDeviation, unit);
                Jerks(unit);
                break;
            case 5660:
                Jerks(unit / 60);
                break;
        }
    }

    void Accelerations(double unit)
    {
        if (_dialect.Family == FirmwareFamily.Klipper)
        {
            // Klipper knows one acceleration: S, or the lower of P and T.
            double one = _code.HasNumber('S') ? _code.Value('S')
                : _code.HasNumber('P') && _code.HasNumber('T') ? Math.Min(_code.Value('P'), _code.Value('T')) : 0;
            if (one > 0)
                _settings.PrintAccel = one;
            return;
        }

        // The old S sets printing and travel.
        Set('S', ref _settings.PrintAccel, unit);
        Set('S', ref _settings.TravelAccel, unit);
        Set('P', ref _settings.PrintAccel, unit);
        Set('R', ref _settings.RetractAccel, unit);
        Set('T', ref _settings.TravelAccel, unit);
    }

    void Jerks(double unit)
    {
        Set('X', ref _settings.JerkX, unit);
        Set('Y', ref _settings.JerkY, unit);
        Set('Z', ref _settings.JerkZ, unit);
        Set('E', ref _settings.JerkE, unit);
    }

    void Set(char letter, ref double limit, double unit)
    {
        if (_code.HasNumber(letter) && _code.Value(letter) * unit is > 0 and < 1e9 and var value)
            limit = value;
    }

    void SetOrZero(char letter, ref double limit, double unit)
    {
        if (_code.HasNumber(letter) && _code.Value(letter) * unit is >= 0 and < 1e9 and var value)
            limit = value;
    }
}
