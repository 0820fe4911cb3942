using Fleet.Agent.Drivers;
using Fleet.Protocol;

namespace Fleet.Agent.Stations;

/// <summary>The driver's words in those of agent.proto.</summary>
static class Conditions
{
    public static MachineCondition Of(DriverState state) => state switch
    {
        DriverState.Offline => MachineCondition.Offline,
        DriverState.Connecting => MachineCondition.Connecting,
        DriverState.Idle => MachineCondition.Idle,
        DriverState.Running => MachineCondition.Running,
        DriverState.Paused => MachineCondition.Paused,
        DriverState.NeedsPerson => MachineCondition.NeedsPerson,
        _ => MachineCondition.Fault,
    };

    public static Phase Of(RunPhase phase) => phase switch
    {
        RunPhase.WarmUp => Phase.WarmUp,
        RunPhase.Processing => Phase.Processing,
        RunPhase.Idle => Phase.Idle,
        RunPhase.CoolDown => Phase.CoolDown,
        RunPhase.Ready => Phase.Ready,
        RunPhase.Off => Phase.Off,
        RunPhase.Fault => Phase.Fault,
        _ => Phase.Standby,
    };

    /// <summary>What a machine without a run is about, as far as its firmware tells.</summary>
    public static Phase RestOf(DriverSnapshot snapshot) => snapshot.State switch
    {
        DriverState.Offline => Phase.Off,
        DriverState.Fault => Phase.Fault,
        _ when snapshot.Heaters.Any(heater => heater.TargetC > 0) => Phase.Ready,
        _ => Phase.Standby,
    };

    public static RunEventKind Of(RunReportKind kind) => kind switch
    {
        RunReportKind.Started => RunEventKind.Started,
        RunReportKind.PhaseChanged => RunEventKind.PhaseChanged,
        RunReportKind.Paused => RunEventKind.Paused,
        RunReportKind.Resumed => RunEventKind.Resumed,
        RunReportKind.NeedsPerson => RunEventKind.NeedsPerson,
        RunReportKind.Finished => RunEventKind.Finished,
        RunReportKind.Cancelled => RunEventKind.Cancelled,
        RunReportKind.Failed => RunEventKind.Failed,
        _ => RunEventKind.Interrupted,
    };

    /// <summary>Null for a factor that is newer than this agent.</summary>
    public static OverrideKind? Of(Factor factor) => factor switch
    {
        Factor.Feed => OverrideKind.Feed,
        Factor.Flow => OverrideKind.Flow,
        Factor.Rapid => OverrideKind.Rapid,
        Factor.Spindle => OverrideKind.Spindle,
        _ => null,
    };

    public static MachineTelemetry Telemetry(string machineId, DriverSnapshot snapshot, double? powerW, long atMs)
    {
        var telemetry = new MachineTelemetry
        {
            MachineId = machineId, AtUnixMs = atMs, Condition = Of(snapshot.State), Reason = snapshot.Reason, Firmware = snapshot.Firmware,
            Heaters = { snapshot.Heaters.Select(heater => new Heater { Name = heater.Name, ActualC = heater.ActualC, TargetC = heater.TargetC }) },
            Remarks = { snapshot.Remarks },
            Factors = new()
            {
                Feed = (uint)snapshot.Overrides.FeedPercent, Flow = (uint)snapshot.Overrides.FlowPercent,
                Rapid = (uint)snapshot.Overrides.RapidPercent, Spindle = (uint)snapshot.Overrides.SpindlePercent,
            },
        };
        if (snapshot.Prompt is { } prompt)
            telemetry.Prompt = new() { Text = prompt.Text, Choices = { prompt.Choices } };
        if (snapshot.Probe is { } probe)
            telemetry.Probe = new() { At = new() { XMm = probe.XMm, YMm = probe.YMm, ZMm = probe.ZMm }, Touched = probe.Touched };
        if (snapshot.Position is { } at)
            telemetry.Position = new() { XMm = at.XMm, YMm = at.YMm, ZMm = at.ZMm };
        if (powerW is { } watts)
            telemetry.PowerW = watts;
        if (snapshot.Run is not { } run)
            return telemetry;
        telemetry.Run = new()
        {
            RunId = run.RunId, Phase = Of(run.Phase), Line = run.Line, TotalLines = run.TotalLines, Fraction = run.Fraction, ExtrudedMm = { run.ExtrudedMm },
        };
        if (run.RemainingSeconds is { } seconds)
            telemetry.Run.RemainingSeconds = seconds;
        return telemetry;
    }
}
