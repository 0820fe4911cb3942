using Fleet.Silo.Cluster;

namespace Fleet.Silo.Grains;

/// <summary>
/// One lot of material and its bookings. Key: the lot's id, or <c>none:MACHINE</c> for what a machine used while nobody had
/// recorded what was loaded.
/// </summary>
[Alias("fleet.lot")]
public interface ILotGrain : IGrainWithStringKey
{
    [Alias("create")]
    Task Create(NewLot lot);

    /// <summary>Puts it on a machine's tool; another lot there is taken off. Null machine: takes it off.</summary>
    [Alias("load"), Repeatable]
    Task Load(string? machineId, int tool);

    /// <summary>Books filament that a run used, each fact exactly once.</summary>
    [Alias("use"), Repeatable]
    Task Use(string agentId, string epoch, MaterialFact[] facts);

    /// <summary>A person weighed it: the difference to the ledger becomes a booking. Returns the difference, g.</summary>
    [Alias("weigh"), Repeatable]
    Task<double> Weigh(double remainingG, string by);
}
