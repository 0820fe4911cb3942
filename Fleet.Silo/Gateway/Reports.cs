using Fleet.Silo.Grains;
using Fleet.Silo.Ledger;

namespace Fleet.Silo.Gateway;

/// <summary>The protocol's pictures of a machine in the grains' words.</summary>
static class Reports
{
    public static MachineReport Read(MachineTelemetry machine) =>
        new(machine.Condition, machine.Reason, machine.Firmware,
            [.. machine.Heaters.Select(heater => new HeaterLive(heater.Name, heater.ActualC, heater.TargetC))],
            machine.Position is { } at ? new(at.XMm, at.YMm, at.ZMm) : null,
            machine.Run is { RunId.Length: > 0 } run
                ? new(run.RunId, Word.Of(Phases.Read(run.Phase)), run.Line, run.TotalLines, run.Fraction, run.HasRemainingSeconds ? run.RemainingSeconds : null)
                : null,
            machine.HasPowerW ? machine.PowerW : null, machine.AtUnixMs);

    public static MachineReport Read(MachinePresence machine, long nowMs) =>
        new(machine.Condition, machine.Reason, machine.Firmware, [], null, null, null, nowMs);
}
