using System.Globalization;
using Fleet.Core.Machines;
using static Fleet.Core.Gcode.FindingSeverity;

namespace Fleet.Core.Gcode.Checks;

/// <summary>Names, severities and sentences of all checks; <c>docs/gcode-analysis.md</c> lists the names.</summary>
static class CheckTexts
{
    static readonly Dictionary<Check, CheckText> Texts = new()
    {
        [Check.WorkOutsideEnvelope] = new("outside-envelope", Blocking, f =>
            $"The part leaves the reach of {Machine(f)} at {f.Where}: {f.Text}. Move or scale it in the slicer, or choose a larger machine."),
        [Check.TravelOutsideEnvelope] = new("travel-outside-envelope", Warning, f =>
            $"A move without material leaves the reach of {Machine(f)} at {f.Where}: {f.Text}. The firmware will cut it short; check the start and end code."),
        [Check.LargerThanMachine] = new("larger-than-machine", Blocking, f =>
            $"The program spans {f.Text}, more than {Machine(f)} can travel. Split the part or choose a larger machine."),
        [Check.ColdExtrusion] = new("cold-extrusion", Blocking, f =>
            $"Filament is pushed at {f.Where} while the nozzle is set to {N(f.Value)} °C. Add M109 with the material's temperature before it."),
        [Check.NozzleTooHot] = new("nozzle-too-hot", Blocking, f =>
            $"The nozzle is asked for {N(f.Value)} °C at {f.Where}, but {Machine(f)} allows {N(MaxNozzle(f.Profile))} °C. Choose another material or machine."),
        [Check.BedTooHot] = new("bed-too-hot", Blocking, f =>
            $"The bed is asked for {N(f.Value)} °C at {f.Where}, but {Machine(f)} allows {N(f.Profile?.Bed?.MaxTemperatureC ?? 0)} °C. Choose another material or machine."),
        [Check.BedMissing] = new("bed-not-heated", Blocking, f =>
            $"The bed is asked for {N(f.Value)} °C at {f.Where}, but {Machine(f)} has no heated bed and would wait for ever. Slice for this machine."),
        [Check.MaterialTooHot] = new("material-too-hot", Warning, f =>
            $"The nozzle is asked for {N(f.Value)} °C at {f.Where}, hotter than {f.Text} should be. It can char and clog: check the filament setting."),
        [Check.FeedTooFast] = new("feed-too-fast", Info, f =>
            $"F{N(f.Value)} mm/min at {f.Where} is faster than {Machine(f)} moves; the firmware slows it down and the job takes longer than the slicer says."),
        [Check.FeedMissing] = new("feed-missing", Blocking, f =>
            $"No feed is set before the first feed move at {f.Where}. GRBL stops with error 22: add an F word."),
        [Check.SpindleTooFast] = new("spindle-too-fast", Warning, f =>
            $"S{N(f.Value)} at {f.Where} is faster than the spindle of {Machine(f)} turns ({N(SpindleTool(f.Profile)?.MaxRpm ?? 0)} rpm). Lower it in the CAM program."),
        [Check.SpindleTooSlow] = new("spindle-too-slow", Warning, f =>
            $"The spindle is asked for a speed at {f.Where} below the {N(SpindleTool(f.Profile)?.MinRpm ?? 0)} rpm that {Machine(f)} needs to turn. Raise it in the CAM program."),
        [Check.LaserTooStrong] = new("laser-power-out-of-range", Warning, f =>
            $"S{N(f.Value)} at {f.Where} is above full power (S{N(LaserTool(f.Profile)?.MaxLaserS ?? 0)}) of {Machine(f)}; it will burn at full power. Set the S range in the laser program."),
        [Check.ArcDoesNotClose] = new("arc-does-not-close", Warning, f =>
            $"The arc at {f.Where} misses its end by {N(f.Value)} mm. GRBL stops there with error 33, others cut a bent line: export with more decimals."),
        [Check.ArcImpossible] = new("arc-impossible", Blocking, f =>
            $"The arc at {f.Where} has no centre: I, J, K or R is missing or does not fit. Export the program again, or without arcs."),
        [Check.RapidIntoStock] = new("rapid-into-stock", Blocking, f =>
            $"A rapid move (G0) goes down to Z{N(f.Value)} at {f.Where}, deeper than anything cut before: the tool would break. Plunge with G1."),
        [Check.UnitsChanged] = new("units-changed", Warning, f =>
            $"Inches and millimetres change at {f.Where}, after the first move. Check that all sizes are meant so."),
        [Check.NotHomed] = new("not-homed", Warning, f =>
            $"The machine moves at {f.Where} without homing (G28) before it. Add G28 to the start code, or be sure that it is homed."),
        [Check.LaserOnWhileStill] = new("laser-on-while-still", Blocking, f =>
            $"The laser burns for {N(f.Value)} s on one spot at {f.Where}: a fire can start. Use M4, or switch off (M5) before the pause."),
        [Check.SpindleNotStarted] = new("spindle-not-started", Blocking, f =>
            $"The first cut is at {f.Where}, but the spindle was never started (M3). Add M3 with a speed, or start it by hand and tell the machine's profile."),
        [Check.LaserLeftOn] = new("laser-left-on", Blocking, f =>
            $"The program ends at {f.Where} with the laser on. Add M5 at the end."),
        [Check.SpindleLeftOn] = new("spindle-left-on", Warning, f =>
            $"The program ends at {f.Where} with the spindle turning. Add M5 at the end."),
        [Check.HeaterLeftOn] = new("heater-left-on", Warning, f =>
            $"The program ends at {f.Where} with a heater at {N(f.Value)} °C. Add M104 S0 and M140 S0 to the end code."),
        [Check.AbsurdNumber] = new("absurd-number", Blocking, f =>
            $"A number at {f.Where} ({f.Value.ToString("G6", CultureInfo.InvariantCulture)}) is no position or speed of any machine. Export the program again."),
        [Check.LongDwell] = new("long-dwell", Warning, f =>
            $"G4 at {f.Where} waits {N(f.Value)} s. GRBL counts P in seconds, Marlin in milliseconds: check which was meant."),
    };

    /// <summary>All checks have a text; a test says so.</summary>
    public static CheckText Of(Check check) => Texts.TryGetValue(check, out CheckText? text) ? text : CommandCheckTexts.Of(check);

    internal static double MaxNozzle(Profile? profile) =>
        profile?.Tools.Where(t => t.Kind == ToolKind.Extruder).Select(t => t.MaxTemperatureC).DefaultIfEmpty(0).Max() ?? 0;

    internal static Tool? SpindleTool(Profile? profile) => profile?.Tools.FirstOrDefault(t => t.Kind == ToolKind.Spindle);

    internal static Tool? LaserTool(Profile? profile) => profile?.Tools.FirstOrDefault(t => t.Kind == ToolKind.Laser);

    internal static string Machine(CheckText.Facts facts) => facts.Profile?.Name ?? "the machine";

    internal static string N(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
