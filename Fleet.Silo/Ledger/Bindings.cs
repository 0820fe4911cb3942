namespace Fleet.Silo.Ledger;

/// <summary>Which machines and peripherals are behind which meters, and when.</summary>
public sealed class Bindings(IDatabase database)
{
    /// <summary>Bindings of one meter that touch a stretch of time.</summary>
    public Task<IReadOnlyList<BindingRow>> Of(string meterId, long fromMs, long toMs) =>
        database.List<BindingRow>(Select + " where meter_id = @meterId and from_ms < @toMs and (to_ms is null or to_ms > @fromMs)", new { meterId, fromMs, toMs });

    /// <summary>How many meters of its own feed a machine now.</summary>
    public async Task<int> MetersOf(string machineId) => (int)await database.Find<long>(
        """
        select count(*) from meter_binding join meter on meter.id = meter_binding.meter_id
        where machine_id = @machineId and to_ms is null and meter.role = 'machine'
        """, new { machineId });

    /// <summary>Whether a meter, its own or its circuit's, saw a machine at any time of a stretch.</summary>
    public async Task<bool> IsMetered(string machineId, long fromMs, long toMs) => await database.Find<long>(
        "select count(*) from meter_binding where machine_id = @machineId and from_ms < @toMs and (to_ms is null or to_ms > @fromMs)",
        new { machineId, fromMs, toMs = Math.Max(toMs, fromMs + 1) }) > 0;

    /// <summary>Meters behind a circuit's: those of the machines that are on the circuit, while both are bound.</summary>
    public Task<IReadOnlyList<BindingRow>> Behind(string circuitId, long fromMs, long toMs) =>
        database.List<BindingRow>(
            """
            select own.meter_id, own.machine_id, case when own.from_ms > circuit.from_ms then own.from_ms else circuit.from_ms end as from_ms,
                case when own.to_ms is null then circuit.to_ms when circuit.to_ms is null or own.to_ms < circuit.to_ms then own.to_ms else circuit.to_ms end as to_ms
            from meter_binding circuit join meter_binding own on own.machine_id = circuit.machine_id join meter on meter.id = own.meter_id
            where circuit.meter_id = @circuitId and own.meter_id <> @circuitId and meter.role = 'machine'
                and own.from_ms < @toMs and (own.to_ms is null or own.to_ms > @fromMs) and circuit.from_ms < @toMs and (circuit.to_ms is null or circuit.to_ms > @fromMs)
            """, new { circuitId, fromMs, toMs });

    /// <summary>Circuits that a machine's meter is behind, now or once.</summary>
    public Task<IReadOnlyList<string>> CircuitsAround(string meterId) =>
        database.List<string>(
            """
            select distinct circuit.id from meter_binding own join meter_binding around on around.machine_id = own.machine_id join meter circuit on circuit.id = around.meter_id
            where own.meter_id = @meterId and circuit.id <> @meterId and circuit.role = 'circuit'
            """, new { meterId });

    /// <summary>Until when the meters behind a circuit are settled; those that have been silent for half an hour hold up nobody.</summary>
    public async Task<long> SettledBehind(string circuitId, long newestMs)
    {
        var settled = await database.List<long>(
            """
            select distinct meter.last_at_ms from meter_binding circuit join meter_binding own on own.machine_id = circuit.machine_id join meter on meter.id = own.meter_id
            where circuit.meter_id = @circuitId and own.meter_id <> @circuitId and circuit.to_ms is null and own.to_ms is null and meter.role = 'machine' and meter.last_at_ms is not null
            """, new { circuitId });
        return settled.Where(atMs => newestMs - atMs <= PatienceMs).DefaultIfEmpty(long.MaxValue).Min();
    }

    const long PatienceMs = 30 * 60_000;

    /// <summary>What a peripheral served; empty for a machine.</summary>
    public Task<IReadOnlyList<BindingRow>> ServedBy(string peripheralId, long fromMs, long toMs) =>
        database.List<BindingRow>(
            """
            select peripheral_id as meter_id, machine_id, from_ms, to_ms from peripheral_service
            where peripheral_id = @peripheralId and from_ms < @toMs and (to_ms is null or to_ms > @fromMs)
            """, new { peripheralId, fromMs, toMs });

    const string Select = "select meter_id, machine_id, from_ms, to_ms from meter_binding";
}
