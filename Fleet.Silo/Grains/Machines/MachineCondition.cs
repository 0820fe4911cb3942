namespace Fleet.Silo.Grains;

/// <summary>What the agent's driver sees. The numbers are those of agent.proto.</summary>
public enum MachineCondition
{
    Unspecified = 0,
    Offline = 1,
    Connecting = 2,
    Idle = 3,
    Running = 4,
    Paused = 5,
    NeedsPerson = 6,
    Fault = 7,
}
