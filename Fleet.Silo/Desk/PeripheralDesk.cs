using Fleet.Silo.Desk.Views;
using Fleet.Silo.Ledger;

namespace Fleet.Silo.Desk;

/// <summary>Records what runs for machines, and for which.</summary>
public sealed class PeripheralDesk(IDatabase database, TimeProvider time)
{
    public async Task<IReadOnlyList<PeripheralView>> List()
    {
        var serves = (await database.List<(string PeripheralId, string MachineId, string Name, long FromMs, long? ToMs)>(
            """
            select peripheral_id, machine_id, coalesce(machine.name, machine_id) as name, from_ms, to_ms
            from peripheral_service left join machine on machine.id = machine_id order by from_ms
            """)).ToLookup(row => row.PeripheralId);
        return [.. (await database.List<PeripheralRow>("select * from peripheral where retired_at_ms is null order by name")).Select(row =>
            new PeripheralView(row.Id, row.Name, row.Kind, row.RunningW, row.RelativeUncertainty, row.RunsWhile.Split(' '),
                [.. serves[row.Id].Select(one => new BindingView(one.MachineId, one.Name, Instants.At(one.FromMs), Instants.At(one.ToMs)))]))];
    }

    public async Task<Answer<PeripheralView>> Add(PeripheralRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Operator)
            return Refusal.Forbidden("Only operators record peripherals.");
        if (request.Name?.Trim() is not { Length: > 0 and <= 60 } name || Ids.Slug(name) is not { Length: > 0 } slug)
            return Refusal.Invalid("name", "A peripheral needs a name of 1 to 60 characters with a letter or digit in it.");
        if (!Peripherals.Kinds.Contains(request.Kind))
            return Refusal.Invalid("kind", $"'{request.Kind}' is no kind of peripheral. Known are {string.Join(", ", Peripherals.Kinds)}.");
        if (request.RunningW is not (> 0 and <= 50_000))
            return Refusal.Invalid("runningW", "runningW is what it draws while it serves, above 0 and up to 50000 W; its nameplate says it.");
        if (request.RelativeUncertainty is { } uncertainty && !(uncertainty is > 0 and <= 2))
            return Refusal.Invalid("uncertainty", "relativeUncertainty is above 0 and up to 2, for instance 0.3 for ±30 %.");
        RunPhase[] mayServe = [RunPhase.WarmUp, RunPhase.Processing, RunPhase.Idle, RunPhase.CoolDown];
        var runsWhile = request.RunsWhile is { Count: > 0 } named ? named : [Word.Of(RunPhase.Processing)];
        if (runsWhile.FirstOrDefault(word => Word.Read<RunPhase>(word) is not { } phase || !mayServe.Contains(phase)) is { } unknown)
            return Refusal.Invalid("runsWhile", $"'{unknown}' is no state of a run. Known are {string.Join(", ", mayServe.Select(Word.Of))}.");
        var machines = request.Machines ?? [];
        foreach (var machineId in machines)
            if (await database.Find<string>("select id from machine where id = @machineId", new { machineId }) is null)
                return Refusal.NotFound("machine", machineId);
        var workshopId = request.Workshop ?? (machines.Count > 0 ? await database.Find<string>("select workshop_id from machine where id = @first", new { first = machines[0] }) : null) ?? Workshops.TheOne;
        if (await Workshops.Unknown(database, workshopId) is { } nowhere)
            return nowhere;
        var id = Peripherals.IdPrefix + slug;
        var fromMs = request.From?.ToUnixTimeMilliseconds() ?? time.NowMs();
        var made = await database.Write(async transaction =>
        {
            var added = await transaction.Execute(
                """
                insert into peripheral (id, workshop_id, name, kind, running_w, relative_uncertainty, runs_while, created_at_ms)
                values (@id, @workshopId, @name, @Kind, @RunningW, @uncertainty, @runsWhile, @now) on conflict do nothing
                """,
                new { id, workshopId, name, request.Kind, request.RunningW, uncertainty = request.RelativeUncertainty ?? 0.3, runsWhile = string.Join(' ', runsWhile), now = time.NowMs() });
            if (added == 1)
                foreach (var machineId in machines.Distinct())
                    await transaction.Execute("insert into peripheral_service (peripheral_id, machine_id, from_ms) values (@id, @machineId, @fromMs)", new { id, machineId, fromMs });
            return added == 1;
        });
        return made ? (await List()).First(one => one.Id == id) : Refusal.Conflict("taken", $"There is a peripheral called {name} already. Choose another name.");
    }

    /// <summary>Says that it serves a machine from now on, or no longer.</summary>
    public async Task<Answer<PeripheralView>> Serve(string peripheralId, BindRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Operator)
            return Refusal.Forbidden("Only operators say whom a peripheral serves.");
        if ((await List()).FirstOrDefault(one => one.Id == peripheralId) is not { } peripheral)
            return Refusal.NotFound("peripheral", peripheralId);
        if (request.MachineId is not { } machineId || await database.Find<string>("select id from machine where id = @machineId", new { machineId }) is null)
            return Refusal.NotFound("machine", request.MachineId ?? "");
        var serves = peripheral.Serves.Any(one => one.MachineId == machineId && one.To is null);
        if (serves != request.Away)
            return Refusal.Conflict("unchanged", serves ? $"{peripheral.Name} serves {machineId} already." : $"{peripheral.Name} does not serve {machineId}.");
        await database.Execute(request.Away
            ? "update peripheral_service set to_ms = @atMs where peripheral_id = @peripheralId and machine_id = @machineId and to_ms is null"
            : "insert into peripheral_service (peripheral_id, machine_id, from_ms) values (@peripheralId, @machineId, @atMs)",
            new { peripheralId, machineId, atMs = request.At?.ToUnixTimeMilliseconds() ?? time.NowMs() });
        return (await List()).First(one => one.Id == peripheralId);
    }

    sealed record PeripheralRow
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public double RunningW { get; init; }
        public double RelativeUncertainty { get; init; }
        public string RunsWhile { get; init; } = "";
    }
}
