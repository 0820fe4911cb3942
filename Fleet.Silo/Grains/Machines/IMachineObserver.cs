namespace Fleet.Silo.Grains;

/// <summary>One per process; feeds all viewers of that process.</summary>
[Alias("fleet.machineObserver")]
public interface IMachineObserver : IGrainObserver
{
    [Alias("changed")]
    Task Changed(MachineLive machine);
}
