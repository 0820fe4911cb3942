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

    /// <summary>
    /// Says which part of what a run used of this lot is scrap: the difference to what is booked so becomes bookings from use to scrap or
    /// back. Nothing happens when it is booked so already.
    /// </summary>
    [Alias("sort"), Repeatable]
    Task Sort(string runId, int tool, ScrapShare[] scrap);

    /// <summary>Says where a run's scrap of a kind goes. Returns its mass, g.</summary>
    [Alias("route"), Repeatable]
    Task<double> Route(string runId, Fleet.Core.Material.ScrapKind kind, Fleet.Core.Material.ScrapRoute route, string by);

    /// <summary>Swarf of a run that milled from this lot; with <paramref name="restG"/> the rest of a blank becomes the part.</summary>
    [Alias("mill"), Repeatable]
    Task Mill(string runId, string machineId, double swarfG, double restG);

    /// <summary>A person cut it. Null, or why it cannot be booked so.</summary>
    [Alias("cut")]
    Task<string?> Cut(CutPiece[] pieces, Fleet.Core.Material.ScrapRoute? route, string? runId, bool usesUp, string by);

    /// <summary>A person weighed it: the difference to the ledger becomes a booking. Returns the difference, g.</summary>
    [Alias("weigh"), Repeatable]
    Task<double> Weigh(double remainingG, string by);
}
