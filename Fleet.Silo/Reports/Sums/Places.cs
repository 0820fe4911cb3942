using Fleet.Silo.Desk;

namespace Fleet.Silo.Reports.Sums;

/// <summary>
/// In which workshop energy is used. A hundred thousand rows name a thousand machines: each row costs one look-up, and only those on no
/// machine are asked for their meter.
/// </summary>
sealed class Places
{
    readonly Dictionary<string, string> _elsewhere;
    readonly Dictionary<string, string> _meters;
    readonly Dictionary<string, (string Id, string? WorkshopId)> _known = [];

    Places(Dictionary<string, string> elsewhere, Dictionary<string, string> meters) => (_elsewhere, _meters) = (elsewhere, meters);

    /// <summary>Some machine stands in another workshop than the one that every installation begins with.</summary>
    public bool AreMany => _elsewhere.Count > 0;

    public static async Task<Places> Read(IDatabase database, CancellationToken cancellation)
    {
        var elsewhere = new Dictionary<string, string>();
        foreach (var (id, workshop) in await database.List<(string Id, string WorkshopId)>(
            "select id, workshop_id from machine where workshop_id <> @one union all select id, workshop_id from peripheral where workshop_id <> @one", new { one = Workshops.TheOne }, cancellation))
            elsewhere.TryAdd(id, workshop);
        if (elsewhere.Count == 0)
            return new(elsewhere, []);
        var behind = await database.List<(string MeterId, string MachineId)>(
            """
            select meter_id, machine_id from meter_binding
            union select meter.id, machine.id from meter join machine on machine.agent_id = meter.agent_id where not exists (select 1 from meter_binding where meter_id = meter.id)
            """, null, cancellation);
        var meters = new Dictionary<string, string>();
        foreach (var meter in behind.GroupBy(row => row.MeterId))
            if (meter.Select(row => elsewhere.GetValueOrDefault(row.MachineId, Workshops.TheOne)).Distinct().ToList() is [var workshop] && workshop != Workshops.TheOne)
                meters[meter.Key] = workshop;
        return new(elsewhere, meters);
    }

    /// <summary>A machine or peripheral as one string, and where it stands; null: in the workshop that every installation begins with.</summary>
    public (string Id, string? WorkshopId) OfMachine(string id) => _known.TryGetValue(id, out var known) ? known : _known[id] = (id, _elsewhere.GetValueOrDefault(id));

    /// <summary>Where a meter counts what is on no machine: where everything behind it stands, or else everything that its agent runs.</summary>
    public string? OfMeter(string id) => _meters.GetValueOrDefault(id);
}
