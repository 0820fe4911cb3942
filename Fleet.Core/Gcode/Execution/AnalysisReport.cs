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
        bool isLaser = kind == MachineKind.Laser;
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
            MaxSpindleRpm = isLaser ? null : maxS,
            MaxLaserS = isLaser ? maxS : null,
            ProfileId = profile?.Id,
        };
        return analysis;
    }
}
