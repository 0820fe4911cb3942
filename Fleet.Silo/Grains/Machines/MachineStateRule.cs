using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Grains;

/// <summary>
/// From what is known to one of the eight states, worst news first:
/// <code>
///   locked ► offline ► fault ► run: paused | needsYou | running ► proposal: needsYou ► bedFull ► needsYou ► ready
/// </code>
/// </summary>
public static class MachineStateRule
{
    public static (MachineState State, string Reason) Decide(MachineRow row, bool agentAttached, MachineReport? report, Profile? profile)
    {
        if (row.Locked is { } locked)
            return (MachineState.Locked, locked);
        if (row.AgentId is null)
            return (MachineState.Offline, "It has no agent. Attach it to one.");
        if (!agentAttached || report is null)
            return (MachineState.Offline, "Its agent is not connected. Check that the agent has power and network.");
        if (report.Condition is MachineCondition.Offline or MachineCondition.Unspecified)
            return (MachineState.Offline, report.Reason.Length > 0 ? report.Reason : "Nothing answers on its port. Switch it on and check the cable.");
        if (report.Condition == MachineCondition.Connecting)
            return (MachineState.Offline, "Its agent is connecting to it.");
        if (report.Condition == MachineCondition.Fault)
            return (MachineState.Fault, report.Reason.Length > 0 ? report.Reason : "The machine has stopped itself. Look at it.");
        if (profile is null)
            return (MachineState.Fault, $"The profile {row.ProfileId} is not there. Put the file back into machines/.");
        if (row.RunId is not null)
            return row.RunStage == Word.Of(RunStage.Proposed)
                ? (MachineState.NeedsYou, "A run is prepared. Check material and clamps, then confirm the start at the machine.")
                : report.Condition switch
                {
                    MachineCondition.Paused => (MachineState.Paused, report.Reason),
                    MachineCondition.NeedsPerson => (MachineState.NeedsYou, report.Reason),
                    _ => (MachineState.Running, ""),
                };
        if (report.Condition == MachineCondition.Running)
            return (MachineState.Running, "It works on something that was not started from here.");
        if (report.Condition is MachineCondition.NeedsPerson or MachineCondition.Paused)
            return (MachineState.NeedsYou, report.Reason.Length > 0 ? report.Reason : "The machine waits for somebody.");
        if (row.BedFull != 0)
            return (MachineState.BedFull, "A part is on it. Take it off and say whether it is good.");
        return (MachineState.Ready, "");
    }
}
