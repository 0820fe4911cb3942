namespace Fleet.Silo.Ledger;

/// <summary>The protocol's phases in the domain's words. A phase that a newer agent knows and we do not counts as standby.</summary>
static class Phases
{
    public static RunPhase Read(Phase phase) => phase switch
    {
        Phase.WarmUp => RunPhase.WarmUp,
        Phase.Processing => RunPhase.Processing,
        Phase.Idle => RunPhase.Idle,
        Phase.CoolDown => RunPhase.CoolDown,
        Phase.Ready => RunPhase.Ready,
        Phase.Off => RunPhase.Off,
        Phase.Fault => RunPhase.Fault,
        _ => RunPhase.Standby,
    };
}
