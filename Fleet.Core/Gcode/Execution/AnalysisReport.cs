using Fleet.Core.Gcode.Checks;
using Fleet.Core.Gcode.Reading;
using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Execution;

/// <summary>Puts together what one reading has measured.</summary>
static class AnalysisReport
{
    public static ProgramAnalysis Of(
        Interpreter run, Dialect dialect, CommentReader comments, FindingLog findings, LineReader reader, Profile? profile, AnalysisOptions options)
    {
        ref readonly Tally tally = ref run.Tally;
        SlicerHeader header = comments.Header;
        MachineKind? kind = dialect.Kind ?? profile?.Kind;
        bool isLaser = run.IsLaser;
        double? maxS = tally.MaxSpindleS > 0 ? tally.MaxSpindleS : null;
        var analysis = new ProgramAnalysis
        {
            MotionSeconds = run.MotionSeconds,
            DwellSeconds = tally.DwellSeconds,
            HeatUpSeconds = run.HeatUpSeconds,
            HomingSeconds = run.HomingSeconds,
            DurationSeconds = run.MotionSeconds + run.HeatUpSeconds + run.HomingSeconds,
            Filament = FilamentReport.Of(run, header, profile, options),
            Bounds = tally.All.Build(),
            WorkBounds = tally.Work.Build(),
            ModelBounds = tally.Model.Build(),
            LayerCount = comments.MarkedLayers > 0 ? comments.MarkedLayers : tally.SeenLayers,
            MoveCount = tally.Moves,
            ArcCount = tally.Arcs,
            LineCount = reader.Line,
            SizeBytes = reader.Offset,
            DistanceMm = tally.DistanceMm,
            CutLengthMm = tally.CutMm,
            ExtrudePathMm = tally.ExtrudePathMm,
            SpindleSeconds = isLaser ? 0 : run.ToolOnSeconds,
            LaserOnSeconds = isLaser ? run.ToolOnSeconds : 0,
            Slicer = header.ToInfo(),
            Kind = kind,
            Material = header.Materials.Count > 0 ? header.Materials[0] : null,
            NozzleMm = header.NozzleMm,
            PrinterModel = header.PrinterModel,
            MaxNozzleC = tally.MaxNozzleC > 0 ? tally.MaxNozzleC : null,
            MaxBedC = tally.MaxBedC > 0 ? tally.MaxBedC : null,
            MaxChamberC = tally.MaxChamberC > 0 ? tally.MaxChamberC : null,
            MaxFeedMmPerMin = tally.MaxFeedMmPerMin,
            MaxFeedLine = tally.MaxFeedLine,
            MaxNozzleLine = tally.MaxNozzleLine,
            Tools = ToolsOf(run, tally, isLaser),
            Objects = comments.Objects,
            MaxSpindleRpm = isLaser ? null : maxS,
            MaxLaserS = isLaser ? maxS : null,
            ProfileId = profile?.Id,
        };
        return analysis with { Findings = FinalChecks.Of(analysis, findings, header, profile, reader.Line, options.Policy) };
    }

    static List<ToolUse> ToolsOf(Interpreter run, in Tally tally, bool isLaser)
    {
        var tools = new List<ToolUse>();
        for (int tool = 0; tool < ExtrusionState.Tools; tool++)
        {
            Bounds? work = run.Tools[tool].Work.Build();
            bool extrudes = run.State.Extrusion.LengthMm(tool) > 0;
            if (work is null && !extrudes && (tally.ToolsUsed >> tool & 1) == 0)
                continue;
            tools.Add(new ToolUse(tool, isLaser ? ToolKind.Laser : extrudes ? ToolKind.Extruder : ToolKind.Spindle, work));
        }

        return tools;
    }
}
