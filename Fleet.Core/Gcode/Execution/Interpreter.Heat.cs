using Fleet.Core.Gcode.Checks;
using Fleet.Core.Gcode.Reading;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

sealed unsafe partial class Interpreter
{
    /// <summary>Marlin's EXTRUDE_MINTEMP and every other firmware's default.</summary>
    const double MinExtrusionC = 170;

    /// <summary>M104 and M109.</summary>
    void Nozzle(bool waits)
    {
        bool cools = _code.HasNumber('R');
        double target = cools ? _code.Value('R') : _code.ValueOr('S', double.NaN);
        if (double.IsFinite(target))
            SetNozzle(_code.HasNumber('T') ? ToolOf(_code.Value('T')) : _state.Extrusion.Tool, target);
        if (!waits)
            return;
        _planner?.Drain();
        AddHeating(_thermal.WaitForNozzle(_timeline.ElapsedSeconds, cools));
    }

    /// <summary>RepRapFirmware's G10 P S R and M568 P S R: a tool's temperature while it works, and in R while it does not.</summary>
    void ToolTemperature()
    {
        if (_code.HasNumber('S'))
            SetNozzle(_code.HasNumber('P') ? ToolOf(_code.Value('P')) : _state.Extrusion.Tool, _code.Value('S'));
    }

    void SetNozzle(int tool, double target)
    {
        if (target > _tally.MaxNozzleC)
            (_tally.MaxNozzleC, _tally.MaxNozzleLine) = (target, _line);
        _state.NozzleTargets.Set(tool, target);
        _state.HotEnough = _state.NozzleTargets.IsHot(_state.Extrusion.Tool, MinExtrusionC);
        _thermal.SetNozzle(target, _timeline.ElapsedSeconds);
        if (_profileIsReal && target > _maxNozzleC)
            _findings.Hit(Check.NozzleTooHot, _line, target);
    }

    static int ToolOf(double number) => (int)Math.Clamp(number, 0, ExtrusionState.Tools - 1);

    /// <summary>M140 and M190.</summary>
    void Bed(bool waits)
    {
        bool cools = _code.HasNumber('R');
        double target = cools ? _code.Value('R') : _code.ValueOr('S', double.NaN);
        if (double.IsFinite(target))
            SetBed(target);
        if (!waits)
            return;
        _planner?.Drain();
        AddHeating(_thermal.WaitForBed(_timeline.ElapsedSeconds, cools));
    }

    void SetBed(double target)
    {
        _tally.MaxBedC = Math.Max(_tally.MaxBedC, target);
        _state.BedTargetC = target;
        _thermal.SetBed(target, _timeline.ElapsedSeconds);
        if (_profileIsReal && target > 0 && _profile.Bed is null)
            _findings.Hit(Check.BedMissing, _line, target);
        else if (_profileIsReal && target > _profile.Bed?.MaxTemperatureC)
            _findings.Hit(Check.BedTooHot, _line, target);
    }

    /// <summary>M141 and M191.</summary>
    void Chamber(bool waits)
    {
        double target = _code.ValueOr('S', double.NaN);
        if (double.IsFinite(target))
        {
            _tally.MaxChamberC = Math.Max(_tally.MaxChamberC, target);
            _state.ChamberTargetC = target;
            _thermal.SetChamber(target, _timeline.ElapsedSeconds);
        }

        if (!waits)
            return;
        _planner?.Drain();
        AddHeating(_thermal.WaitForChamber(_timeline.ElapsedSeconds, alsoCooling: false));
    }

    /// <summary>M116: until every heater is where it should be.</summary>
    void WaitForAllHeaters()
    {
        _planner?.Drain();
        AddHeating(_thermal.WaitForNozzle(_timeline.ElapsedSeconds, alsoCooling: false));
        AddHeating(_thermal.WaitForBed(_timeline.ElapsedSeconds, alsoCooling: false));
        AddHeating(_thermal.WaitForChamber(_timeline.ElapsedSeconds, alsoCooling: false));
    }

    void AddHeating(double seconds)
    {
        if (_planner is null)
            return;
        HeatUpSeconds += seconds;
        Wait(seconds);
    }

    /// <summary>M106 and M107 without P, or with P0: the part fan. S is 0 to 255; RepRapFirmware also takes 0 to 1.</summary>
    void Fan(bool off)
    {
        if (_code.HasNumber('P') && _code.Value('P') != 0)
            return;
        double s = off ? 0 : _code.ValueOr('S', 255);
        _state.FanShare = Math.Clamp(s <= 1 && _dialect.Family == FirmwareFamily.RepRapFirmware ? s : s / 255, 0, 1);
    }
}
