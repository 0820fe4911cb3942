namespace Fleet.Core.Machines;

public static class PhasePower
{
    /// <summary>The profile's expected average power in a phase, W.</summary>
    public static double PowerW(this PowerModel model, RunPhase phase) => phase switch
    {
        RunPhase.WarmUp => model.WarmUpW,
        RunPhase.Processing => model.ProcessingW,
        RunPhase.Idle or RunPhase.Ready or RunPhase.Fault => model.ReadyW,
        RunPhase.CoolDown => model.CoolDownW,
        RunPhase.Off => model.OffW,
        _ => model.StandbyW,
    };
}
