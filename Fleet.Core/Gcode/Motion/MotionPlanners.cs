using Fleet.Core.Machines;

namespace Fleet.Core.Gcode.Motion;

static class MotionPlanners
{
    /// <summary>
    /// The planner of a firmware. A ring of n places holds n−1 blocks. In Marlin the running block keeps its place and its plan, so a
    /// block begins with n−2 known, itself included; GRBL takes a block out of the ring while it prepares its steps and re-plans
    /// the running one, which gains a block.
    /// </summary>
    public static MotionPlanner Create(FirmwareTraits firmware, MotionSettings settings, TimelineBuilder timeline) => firmware.Planner switch
    {
        PlannerKind.MarlinJunctionDeviation =>
            new WindowPlanner<JunctionDeviationRule>(settings, timeline, firmware.PlannerBlocks - 2, default),
        PlannerKind.MarlinClassicJerk when firmware.Family is FirmwareFamily.Prusa or FirmwareFamily.PrusaBuddy or FirmwareFamily.Repetier =>
            new WindowPlanner<PrusaJerkRule>(settings, timeline, firmware.PlannerBlocks - 2, default),
        PlannerKind.MarlinClassicJerk =>
            new WindowPlanner<ClassicJerkRule>(settings, timeline, firmware.PlannerBlocks - 2, default),
        PlannerKind.Klipper => new KlipperPlanner(settings, timeline),
        _ => new WindowPlanner<GrblRule>(settings, timeline, firmware.PlannerBlocks - 1, default),
    };
}
