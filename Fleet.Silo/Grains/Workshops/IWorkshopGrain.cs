using Orleans.Concurrency;

namespace Fleet.Silo.Grains;

/// <summary>One workshop's queue and plan. Key: the workshop's id.</summary>
[Alias("fleet.workshop")]
public interface IWorkshopGrain : IGrainWithStringKey
{
    /// <summary>Something changed that may let a job start: plan soon. Many kicks become one plan.</summary>
    [Alias("kick"), OneWay, AlwaysInterleave]
    Task Kick();

    /// <summary>Plans now and waits for it.</summary>
    [Alias("plan")]
    Task Plan();
}
