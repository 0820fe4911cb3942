using Fleet.Silo.Desk;

namespace Fleet.Silo.Reports.Sums;

/// <summary>
/// In which workshop energy is used. A hundred thousand rows name a thousand machines: each row costs one look-up, and only those on no
/// machine are asked for their meter. A machine that was carried to another workshop used its energy where it stood at that time.
/// </summary>
sealed class Places
{
    readonly Dictionary<string, string> _elsewhere;
    readonly Dictionary<string, string> _meters;
    readonly Dictionary<string, (long FromMs, string WorkshopId)[]> _stays;
    readonly Dictionary<string, (string Id, string? WorkshopId, (long FromMs, string WorkshopId)[]? Stays)> _known = [];

    Places(Dictionary<string, string> elsewhere, Dictionary<string, string> meters, Dictionary<string, (long FromMs, string WorkshopId)[]> stays) =>
        (_elsewhere, _meters, _stays) = (elsewhere, meters, stays);

    /// <summary>Some machine stands, or once stood, in another workshop than the one that every installation begins with.</summary>
    public bool AreMany => _elsewhere.Count > 0 || _stays.Count > 0;

    public static async Task<Places> Read(IDatabase database, CancellationToken cancellation)
    {
        var elsewhere = new Dictionary<string, string>();
        foreach (var (id, workshop) in await database.List<(string Id, string WorkshopId)>(
            "select id, workshop_id from machine where workshop_id <> @one union all select id, workshop_id from peripheral where workshop_id <> @one", new { one = Workshops.TheOne }, cancellation))
            elsewhere.TryAdd(id, workshop);
        var stays = (await database.List<(string MachineId, long FromMs, string WorkshopId)>("select machine_id, from_ms, workshop_id from machine_stay order by from_ms", null, cancellation))
            .GroupBy(stay => stay.MachineId).ToDictionary(machine => machine.Key, machine => machine.Select(stay => (stay.FromMs, stay.WorkshopId)).ToArray());
        if (elsewhere.Count == 0)
            return new(elsewhere, [], stays);
        var behind = await database.List<(string MeterId, string MachineId)>(
            """
            select meter_id, machine_id from meter_binding
            union select meter.id, machine.id from meter join machine on machine.agent_id = meter.agent_id where not exists (select 1 from meter_binding where meter_id = meter.id)
            """, null, cancellation);
        var meters = new Dictionary<string, string>();
        foreach (var meter in behind.GroupBy(row => row.MeterId))
            if (meter.Select(row => elsewhere.GetValueOrDefault(row.MachineId, Workshops.TheOne)).Distinct().ToList() is [var workshop] && workshop != Workshops.TheOne)
                meters[meter.Key] = workshop;
        return new(elsewhere, meters, stays);
    }

    /// <summary>A machine or peripheral as one string, and where it stood; null: in the workshop that every installation begins with.</summary>
    /// <param name="atMs">When the energy was used, Unix ms.</param>
    public (string Id, string? WorkshopId) OfMachine(string id, long atMs)
    {
        if (!_known.TryGetValue(id, out var known))
            _known[id] = known = (id, _elsewhere.GetValueOrDefault(id), _stays.GetValueOrDefault(id));
        if (known.Stays is not { } stays)
            return (known.Id, known.WorkshopId);
        var at = stays.Length - 1;
        while (at > 0 && stays[at].FromMs > atMs)
            at--;
        return (known.Id, stays[at].WorkshopId == Workshops.TheOne ? null : stays[at].WorkshopId);
    }

    /// <summary>Where a meter counts what is on no machine: where everything behind it stands, or else everything that its agent runs.</summary>
    public string? OfMeter(string id) => _meters.GetValueOrDefault(id);
}
