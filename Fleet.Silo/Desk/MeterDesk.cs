using System.Text.Json;
using Fleet.Core.Energy;
using Fleet.Silo.Desk.Views;
using Fleet.Silo.Grains;
using Fleet.Silo.Ledger;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <summary>Attaches meters and says what is behind them, now and in the past.</summary>
public sealed class MeterDesk(IDatabase database, IGrainFactory grains, PowerBooks books, Planning.PlanningQueries planning, TimeProvider time)
{
    /// <summary>63 A on three phases, W.</summary>
    const double CircuitLimitW = 43_470;

    static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<MeterSheetView>> List()
    {
        var meters = await database.List<MeterRow>("select * from meter where retired_at_ms is null order by name, id");
        var bound = (await database.List<BoundRow>(
            """
            select meter_id, meter_binding.machine_id, coalesce(machine.name, peripheral.name, meter_binding.machine_id) as machine_name, from_ms, to_ms
            from meter_binding left join machine on machine.id = meter_binding.machine_id left join peripheral on peripheral.id = meter_binding.machine_id
            order by from_ms
            """)).ToLookup(row => row.MeterId);
        var newest = (await database.List<NewestRow>(
            $"""
            select * from (select meter.id as meter_id, {Newest("at_ms")}, {Newest("flag")}, {Newest("power_w")} from meter where retired_at_ms is null) newest
            where at_ms is not null
            """)).ToLookup(row => row.MeterId);
        return [.. meters.Select(meter => View(meter, [.. bound[meter.Id]], newest[meter.Id].LastOrDefault()))];
    }

    public async Task<MeterSheetView?> Find(string meterId) => (await List()).FirstOrDefault(meter => meter.Id == meterId);

    /// <summary>Meters in the agents' networks that nobody has attached yet.</summary>
    public async Task<IReadOnlyList<FoundMeterView>> Found()
    {
        var known = (await database.List<string>("select address from meter where retired_at_ms is null")).Select(HostOf).ToHashSet();
        var agents = await database.List<(string Id, string Found)>("select id, found_meters from agent where revoked_at_ms is null");
        return [.. agents.SelectMany(agent => (JsonSerializer.Deserialize<List<FoundMeterView>>(agent.Found, JsonSerializerOptions.Web) ?? [])
            .Select(found => found with { AgentId = agent.Id })).Where(found => !known.Contains(HostOf(found.Address)))];
    }

    public async Task<Answer<MeterSheetView>> Attach(MeterRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Admin)
            return Refusal.Forbidden("Only administrators attach meters.");
        if (request.Name?.Trim() is not { Length: > 0 and <= 60 } name || Ids.Slug(name) is not { Length: > 0 } slug)
            return Refusal.Invalid("name", "A meter needs a name of 1 to 60 characters with a letter or digit in it.");
        if (MeterRequest.Fault(request.Kind, request.Address, request.PeriodSeconds, request.LimitW) is { } fault)
            return fault;
        if (request.AccuracyPercent is { } accuracy && !(accuracy is > 0 and <= 20))
            return Refusal.Invalid("accuracy", $"A class of {accuracy} % cannot be. Household meters have 1 to 2 %, plugs up to 5 %.");
        var machines = request.Machines ?? [];
        if ((request.Circuit || machines.Count == 0 || machines.All(id => id.StartsWith(Peripherals.IdPrefix, StringComparison.Ordinal))) && request.AgentId is null)
            return Refusal.Invalid("agent", "No machine's agent reads this meter by itself. Say which agent shall (agentId).");
        if (request.AgentId is { } agentId && await database.Find<string>("select id from agent where id = @agentId", new { agentId }) is null)
            return Refusal.NotFound("agent", agentId);
        foreach (var machineId in machines)
            if (await Missing(machineId) is { } missing)
                return missing;
        var meterId = $"meter-{slug}";
        if (await database.Find<string>("select id from meter where id = @meterId", new { meterId }) is not null)
            return Refusal.Conflict("taken", $"There is a meter called {name} already. Choose another name.");
        var fromMs = request.From?.ToUnixTimeMilliseconds() ?? time.NowMs();
        await database.Write(async transaction =>
        {
            await transaction.Execute(
                """
                insert into meter (id, name, kind, address, period_s, role, agent_id, limit_w, accuracy, resets_daily, version)
                values (@meterId, @name, @Kind, @address, @period, @role, @AgentId, @limitW, @accuracy, @daily, 1)
                """,
                new
                {
                    meterId, name, request.Kind, address = request.Address!.Trim(), period = request.PeriodSeconds ?? 60, role = request.Circuit ? "circuit" : "machine",
                    request.AgentId, limitW = request.LimitW ?? (request.Circuit ? CircuitLimitW : null), accuracy = request.AccuracyPercent / 100, daily = request.ResetsDaily ? 1 : 0,
                });
            foreach (var machineId in machines.Distinct())
                await transaction.Execute("insert into meter_binding (meter_id, machine_id, from_ms) values (@meterId, @machineId, @fromMs)", new { meterId, machineId, fromMs });
            return true;
        });
        await Changed(meterId, machines);
        return (await Find(meterId))!;
    }

    /// <summary>
    /// Ties or unties, also in the past: what has been booked since then is divided anew, with bookings that take the old ones back.
    /// </summary>
    public async Task<Answer<MeterSheetView>> Bind(string meterId, BindRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Operator)
            return Refusal.Forbidden("Only operators say what is behind a meter.");
        if (await Find(meterId) is not { } meter)
            return Refusal.NotFound("meter", meterId);
        if (request.MachineId is not { } machineId)
            return Refusal.Invalid("machine", "Say which machine or peripheral: machineId.");
        if (await Missing(machineId) is { } missing)
            return missing;
        var nowMs = time.NowMs();
        var atMs = request.At?.ToUnixTimeMilliseconds() ?? nowMs;
        if (atMs > nowMs + 60_000)
            return Refusal.Invalid("at", $"{request.At:u} is still to come. Book it when it is done.");
        var open = meter.Bindings.LastOrDefault(binding => binding.MachineId == machineId && binding.To is null);
        if (request.Away != (open is not null))
            return request.Away
                ? Refusal.Conflict("notBound", $"{machineId} is not behind {meter.Name}. Nothing is to be untied.")
                : Refusal.Conflict("bound", $"{open!.MachineName} is behind {meter.Name} since {open.From:u} already.");
        if (request.Away && atMs < open!.From.ToUnixTimeMilliseconds())
            return Refusal.Invalid("at", $"{open.MachineName} came behind {meter.Name} only at {open.From:u}. Choose a later time.");
        if (!request.Away && meter.Bindings.Any(binding => binding.MachineId == machineId && binding.To?.ToUnixTimeMilliseconds() > atMs))
            return Refusal.Invalid("at", $"{machineId} was behind {meter.Name} at {request.At:u} already. Choose a later time.");
        await database.Execute(request.Away
            ? "update meter_binding set to_ms = @atMs where meter_id = @meterId and machine_id = @machineId and to_ms is null"
            : "insert into meter_binding (meter_id, machine_id, from_ms) values (@meterId, @machineId, @atMs)", new { meterId, machineId, atMs });
        await Changed(meterId, [machineId]);
        // The past from then on, of the meter and of what was modelled without it.
        await grains.GetGrain<IMeterGrain>(meterId).Anew(atMs, nowMs);
        await grains.GetGrain<IMeterGrain>($"model:{machineId}").Anew(atMs, nowMs);
        return (await Find(meterId))!;
    }

    /// <summary>Takes a meter out of use; what it counted stays in the books.</summary>
    public async Task<Answer<MeterSheetView>> Retire(string meterId, Visitor visitor)
    {
        if (visitor.Role < Role.Admin)
            return Refusal.Forbidden("Only administrators take meters out of use.");
        if (await Find(meterId) is not { } meter)
            return Refusal.NotFound("meter", meterId);
        await database.Write(async transaction =>
        {
            await transaction.Execute("update meter set retired_at_ms = @now where id = @meterId", new { meterId, now = time.NowMs() });
            return await transaction.Execute("update meter_binding set to_ms = @now where meter_id = @meterId and to_ms is null", new { meterId, now = time.NowMs() });
        });
        await Changed(meterId, meter.Bindings.Select(binding => binding.MachineId));
        return meter;
    }

    /// <summary>What is believed of a machine's power; null when there is no such machine.</summary>
    public async Task<IReadOnlyList<LearntPowerView>?> Learnt(string machineId)
    {
        if (await planning.ProfileOf(machineId) is not { } profile || await books.Of(machineId) is not { } book)
            return null;
        return [.. PowerBook.States.Select(state => new LearntPowerView(Word.Of(state), profile.Power.PowerW(state), book[state].MeanW,
            Math.Sqrt(book[state].MeanVarianceW2), Math.Sqrt(book[state].SpreadW2), book[state].Spells))];
    }

    async Task Changed(string meterId, IEnumerable<string> machines)
    {
        await grains.GetGrain<IMeterGrain>(meterId).Reload();
        var ids = machines.ToArray();
        foreach (var otherId in await database.List<string>($"select distinct meter_id from meter_binding where {database.OneOf("machine_id", "@ids")} and meter_id <> @meterId", new { ids, meterId }))
            await grains.GetGrain<IMeterGrain>(otherId).Reload();
        foreach (var agentId in await database.List<string>(
            $"""
            select distinct agent_id from (select agent_id from machine where {database.OneOf("id", "@ids")} union select agent_id from meter where id = @meterId) agents
            where agent_id is not null
            """, new { ids, meterId }))
            await grains.GetGrain<IAgentGrain>(agentId).MachinesChanged();
    }

    async Task<Refusal?> Missing(string machineId) =>
        await database.Find<string>("select id from machine where id = @machineId union select id from peripheral where id = @machineId", new { machineId }) is null
            ? Refusal.NotFound("machine or peripheral", machineId) : null;

    MeterSheetView View(MeterRow meter, IReadOnlyList<BoundRow> bound, NewestRow? newest)
    {
        var open = OpenMeters.Read(meter);
        return new(meter.Id, meter.Name, meter.Kind, MeterKind.Find(meter.Kind)?.Name ?? meter.Kind, Hidden(meter.Address), meter.IsCircuit, meter.AgentId, (int)meter.PeriodS,
            meter.LimitW, (meter.Accuracy ?? new CounterTraits().Accuracy) * 100, meter.ResetsDaily != 0, open.Newest?.CounterWh, Instants.At(meter.LastAtMs),
            newest is null ? null : Instants.At(newest.AtMs), newest?.PowerW, newest?.Flag, Trouble(newest), open.Waiting.Count,
            [.. bound.Select(row => new BindingView(row.MachineId, row.MachineName, Instants.At(row.FromMs), Instants.At(row.ToMs)))]);
    }

    string? Trouble(NewestRow? newest) => newest switch
    {
        null => "It has never been read. Check its address and that its agent is connected.",
        { Flag: "missing" } => "It does not answer. Check that it has power and network, and its address.",
        { Flag: "absurd" } => "Its counter is negative or no number. Check the address, and which value is picked out of the answer.",
        { Flag: "disagrees" } => "Its counter and its power do not agree by more than 3 %. Check the unit and the calibration.",
        { Flag: "jump" } => "Its counter jumped further than current can have flowed. If that was no mistake, raise the meter's limit.",
        _ when time.NowMs() - newest.AtMs > SilentAfter.TotalMilliseconds => "It has not been read for a while. Check that its agent is connected.",
        _ => null,
    };

    /// <summary>Passwords and tokens in addresses are not for everybody's eyes.</summary>
    public static string Hidden(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0 ? address.Replace(uri.UserInfo + "@", "…@", StringComparison.Ordinal) : address;

    /// <summary>One look into the index for each meter, however many years of readings there are.</summary>
    static string Newest(string column) => $"(select {column} from meter_reading where meter_id = meter.id order by at_ms desc limit 1) as {column}";

    static string HostOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : address;

    sealed record BoundRow
    {
        public string MeterId { get; init; } = "";
        public string MachineId { get; init; } = "";
        public string MachineName { get; init; } = "";
        public long FromMs { get; init; }
        public long? ToMs { get; init; }
    }

    sealed record NewestRow
    {
        public string MeterId { get; init; } = "";
        public long AtMs { get; init; }
        public string Flag { get; init; } = "";
        public double? PowerW { get; init; }
    }
}
