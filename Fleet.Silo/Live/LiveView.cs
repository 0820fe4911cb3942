using Fleet.Silo.Grains;

namespace Fleet.Silo.Live;

/// <summary>A machine on a live page.</summary>
/// <param name="AgeMs">How old the sample was when this was written; the page counts on from there. Null before the first.</param>
public sealed record LiveView(
    string Id, string Name, string Kind, string State, string Reason, LiveRunView? Run, HeaterLive[] Heaters, PositionLive? Position,
    double? PowerW, string Firmware, long? AgeMs)
{
    public static LiveView Of(MachineLive machine, long nowMs) =>
        new(machine.Id, machine.Name, machine.Kind, machine.State, machine.Reason, machine.Run is { } run ? LiveRunView.Of(run) : null,
            machine.Heaters, machine.Position, machine.PowerW, machine.Firmware,
            machine.SampledAtMs > 0 ? Math.Max(0, nowMs - machine.SampledAtMs) : null);
}
