using static Fleet.Core.Gcode.Checks.CheckTexts;
using static Fleet.Core.Gcode.FindingSeverity;

namespace Fleet.Core.Gcode.Checks;

/// <summary>The texts of checks about commands and about the program as a whole.</summary>
static class CommandCheckTexts
{
    static readonly Dictionary<Check, CheckText> Texts = new()
    {
        [Check.WritesSettings] = new("writes-settings", Blocking, f =>
            $"{f.Text} at {f.Where} changes the machine's stored settings. Take the line out; settings are made once, not by a job."),
        [Check.UnlocksAlarm] = new("unlocks-alarm", Warning, f =>
            $"{f.Text} at {f.Where} overrides the machine's alarm. Take the line out and look at the machine instead."),
        [Check.FlashesFirmware] = new("flashes-firmware", Blocking, f =>
            $"{f.Text} at {f.Where} replaces the machine's firmware. Take the line out."),
        [Check.DeletesFile] = new("deletes-file", Blocking, f =>
            $"M30 at {f.Where} deletes a file on a printer's card. CNC programs end so, prints must not: take the line out."),
        [Check.OtherFile] = new("uses-card", Blocking, f =>
            $"{f.Text} at {f.Where} writes or starts another file on the machine's card. Take the line out and queue that file instead."),
        [Check.EmergencyCode] = new("emergency-stop", Blocking, f =>
            $"{f.Text} at {f.Where} stops the machine as in an emergency; nothing after it would run. Take the line out."),
        [Check.ComputedCode] = new("computed-code", Blocking, f =>
            $"The line at {f.Where} uses variables or expressions, which this machine does not compute. Export plain moves."),
        [Check.UnknownMacro] = new("unknown-macro", Warning, f =>
            $"{f.Text} at {f.Where} is a macro, which this machine's firmware does not know. Slice for this machine, or check its start code."),
        [Check.OpaqueMacro] = new("macro", Info, f =>
            $"{f.Text} at {f.Where} is a macro on the machine: its moves and heating are not in these figures."),
        [Check.UnfilledPlaceholder] = new("placeholder", Warning, f =>
            $"{f.Text} at {f.Where} was never filled in by the slicer; firmware reads it as 0. Correct the machine's start or end code in the slicer."),
        [Check.GarbledLine] = new("garbled-line", Warning, f =>
            $"The machine will not understand {f.Where}: {f.Text}. If you did not write it yourself, the file is damaged: export it again."),
        [Check.LineTooLong] = new("line-too-long", Warning, f =>
            $"The command at {f.Where} has {N(f.Value)} characters, more than the firmware's line holds; it would lose its end. Shorten it."),
        [Check.ToolMissing] = new("tool-missing", Blocking, f =>
            $"Tool T{N(f.Value)} is chosen at {f.Where}, but {Machine(f)} has no such tool. Slice for this machine."),
        [Check.WrongKind] = new("wrong-kind", Blocking, f =>
            $"This program is for {f.Text}. Choose a machine of that kind."),
        [Check.ExtruderModeReset] = new("extruder-mode-reset", Blocking, f =>
            $"G90 before {f.Where} makes E absolute again on this firmware although M83 was set before. Put M83 after G90 in the start code."),
        [Check.NothingToDo] = new("no-moves", Warning, f => "The program moves nothing. Check that the right file was exported."),
        [Check.CncEndOnPrinter] = new("cnc-end", Info, f => $"M2 at {f.Where} means nothing to a printer's firmware; it is skipped."),
        [Check.HomingWordOnGrbl] = new("grbl-g28", Warning, f =>
            $"G28 or G30 at {f.Where} does not home under GRBL: it moves straight to a stored position. Use $H to home, or be sure of that position."),
        [Check.UnsupportedCode] = new("unsupported-code", Warning, f =>
            $"{f.Text} at {f.Where} is unknown to this machine's firmware. Choose another post-processor in the CAM program."),
        [Check.ToolChange] = new("tool-change", Info, f => $"A tool must be changed by hand at {f.Where}."),
        [Check.WaitsForPerson] = new("waits-for-person", Info, f => $"The machine waits for a person at {f.Where}."),
        [Check.OtherPrinter] = new("other-printer", Warning, f =>
            $"The program was sliced for {f.Text}, not for {Machine(f)}. Start and end code may not fit: slice it for this machine."),
        [Check.OtherNozzle] = new("other-nozzle", Warning, f =>
            $"The program was sliced for a {N(f.Value)} mm nozzle; {Machine(f)} has {f.Text} mm. Slice it for that nozzle."),
        [Check.ClaimDiffers] = new("claim-differs", Info, f =>
            $"The slicer says {f.Text}; the moves themselves add up to {N(f.Value)} mm. The moves are counted."),
        [Check.EndsEarly] = new("ends-early", Blocking, f =>
            $"The file seems cut off at {f.Where}: {f.Text}. Export and upload it again."),
        [Check.LinkTooSlow] = new("slow-link", Info, f =>
            $"From {f.Where} on, moves end sooner than a serial line of {f.Profile?.Link.Baud ?? 0} baud brings the next ones: about {N(Math.Round(f.Value))} s longer, with a stutter. Slice it coarser or with arcs, or use a faster port."),
    };

    public static CheckText Of(Check check) => Texts[check];
}
