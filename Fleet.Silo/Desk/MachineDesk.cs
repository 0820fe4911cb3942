using Fleet.Silo.Desk.Views;
using Fleet.Silo.Grains;
using Fleet.Silo.Live;
using Fleet.Silo.Planning;
using Fleet.Silo.Profiles;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Desk;

/// <summary>Shows machines, attaches them and passes on what people want of them.</summary>
public sealed class MachineDesk(
    IDatabase database, IGrainFactory grains, PlanningQueries planning, ProfileCatalogue profiles, RunViews runViews, LiveHub live, TimeProvider time)
{
    const double DefaultJogFeedMmPerMin = 1500;
    const double LongestJogMm = 1000;
    const int LongestLine = 256;

    /// <param name="workshopId">Null: of all workshops.</param>
    public async Task<IReadOnlyList<MachineView>> List(string? workshopId = null) =>
        await Views(await database.List<MachineRow>($"select * from machine {(workshopId is null ? "" : "where workshop_id = @workshopId ")}order by name", new { workshopId }));

    public async Task<MachineView?> Find(string machineId) =>
        await database.Find<MachineRow>("select * from machine where id = @machineId", new { machineId }) is { } row ? (await Views([row]))[0] : null;

    /// <summary>One command of a person. A stop is open to every member; the rest to operators and to whose run it is.</summary>
    public async Task<Answer<CommandReceipt>> Command(string machineId, CommandRequest request, Visitor visitor)
    {
        var row = await database.Find<MachineRow>("select * from machine where id = @machineId", new { machineId });
        if (row is null)
            return Refusal.NotFound("machine", machineId);
        if (Word.Read<MachineCommandKind>(request.Kind) is not { } kind)
            return Refusal.Invalid("unknownCommand", $"'{request.Kind}' is no command. Known are {string.Join(", ", Word.All<MachineCommandKind>())}.");
        if (await MayNot(kind, row, visitor) is { } forbidden)
            return forbidden;
        if (Fault(kind, request) is { } fault)
            return fault;
        if (request.Override is not null && Overrides.Fault(request.Override, visitor) is { } notSo)
            return notSo;

        var id = string.IsNullOrWhiteSpace(request.Id) ? Ids.New(time) : request.Id.Trim();
        var answer = await grains.GetGrain<IMachineGrain>(machineId).Command(new(id, kind, visitor.Name)
        {
            Text = request.Axes ?? request.Line ?? request.Reason ?? request.Factor ?? "",
            Number = request.Percent ?? request.Choice ?? 0,
            XMm = request.X ?? 0, YMm = request.Y ?? 0, ZMm = request.Z ?? 0, FeedMmPerMin = request.FeedMmPerMin ?? DefaultJogFeedMmPerMin,
            AccountId = visitor.AccountId, Override = request.Override?.Trim(),
        });
        if (answer.DroppedRunId is { } dropped && await database.Find<string>("select job_id from run where id = @dropped", new { dropped }) is { } jobId)
            await grains.GetGrain<IJobGrain>(jobId).RunDropped(dropped, $"Cancelled by {visitor.Name}.");
        return answer.Accepted
            ? new CommandReceipt(id, Word.Of(kind), answer.Sentence)
            : Refusal.Conflict(answer.Code ?? "refused", answer.Sentence);
    }

    /// <summary>Attaches a machine to an agent. It is offline until the agent reaches it.</summary>
    public async Task<Answer<MachineView>> Add(MachineRequest request, Visitor visitor)
    {
        if (visitor.Role < Role.Admin)
            return Refusal.Forbidden("Only administrators attach machines.");
        if (request.Name is not { Length: > 0 and <= 60 } name || Ids.Slug(name) is not { Length: > 0 } slug)
            return Refusal.Invalid("name", "A machine needs a name of 1 to 60 characters with a letter or digit in it.");
        if (profiles.Find(request.Profile ?? "") is not { } profile)
            return Refusal.Invalid("profile", $"There is no profile '{request.Profile}'. Known are {string.Join(", ", profiles.All.Select(known => known.Id))}.");
        if (string.IsNullOrWhiteSpace(request.Link))
            return Refusal.Invalid("link", "Say where the machine is plugged in: a port such as /dev/serial/by-id/…, or tcp://host:port.");
        if (request.MeterAddress is { } address && MeterRequest.Fault(request.MeterKind ?? "shelly-gen2", address, request.MeterPeriodSeconds, request.MeterLimitW) is { } meterFault)
            return meterFault;
        var workshopId = request.Workshop ?? Workshops.TheOne;
        if (await Workshops.Unknown(database, workshopId) is { } unknown)
            return unknown;
        var agentId = request.AgentId ?? "local";
        if (await database.Find<MachineRow>("select * from machine where id = @slug or (agent_id = @agentId and link_address = @Link)", new { slug, agentId, request.Link }) is { } taken)
            return Refusal.Conflict("taken", taken.Id == slug ? $"There is a machine called {taken.Name} already. Choose another name." : $"{taken.Name} is already on {request.Link}.");

        var now = time.NowMs();
        var row = new MachineRow
        {
            Id = slug, WorkshopId = workshopId, Name = name, ProfileId = profile.Id, Kind = Word.Of(profile.Kind), MachineGroup = request.Group,
            AgentId = agentId, LinkAddress = request.Link, Baud = request.Baud ?? 0, State = Word.Of(MachineState.Offline), Version = 1, CreatedAtMs = now,
        };
        await database.Write(async transaction =>
        {
            await transaction.Execute(
                """
                insert into machine (id, workshop_id, name, profile_id, kind, machine_group, agent_id, link_address, baud, state, version, created_at_ms)
                values (@Id, @WorkshopId, @Name, @ProfileId, @Kind, @MachineGroup, @AgentId, @LinkAddress, @Baud, @State, @Version, @CreatedAtMs)
                """, row);
            if (request.MeterAddress is not null)
            {
                var meterId = $"meter-{slug}";
                await transaction.Execute(
                    "insert into meter (id, name, kind, address, period_s, limit_w, version) values (@meterId, @name, @kind, @MeterAddress, @period, @MeterLimitW, 1)",
                    new { meterId, name = $"{name} plug", kind = request.MeterKind ?? "shelly-gen2", request.MeterAddress, period = request.MeterPeriodSeconds ?? 60, request.MeterLimitW });
                await transaction.Execute("insert into meter_binding (meter_id, machine_id, from_ms) values (@meterId, @slug, @now)", new { meterId, slug, now });
            }
            return true;
        });
        await grains.GetGrain<IMachineGrain>(slug).Reload();
        await grains.GetGrain<IAgentGrain>(agentId).MachinesChanged();
        await live.Watch(slug);
        return (await Find(slug))!;
    }

    /// <summary>Follows a machine whose port or meter has another address now: ports of the demo change at each start.</summary>
    public async Task Move(string machineId, string linkAddress, string? meterAddress)
    {
        var changed = await database.Write(async transaction =>
            await transaction.Execute("update machine set link_address = @linkAddress where id = @machineId and link_address <> @linkAddress", new { machineId, linkAddress })
            + (meterAddress is null ? 0 : await transaction.Execute(
                """
                update meter set address = @meterAddress where address <> @meterAddress
                    and id in (select meter_id from meter_binding where machine_id = @machineId and to_ms is null)
                """, new { machineId, meterAddress })));
        if (changed == 0)
            return;
        await grains.GetGrain<IMachineGrain>(machineId).Reload();
        if (await database.Find<string>("select agent_id from machine where id = @machineId", new { machineId }) is { } agentId)
            await grains.GetGrain<IAgentGrain>(agentId).MachinesChanged();
    }

    async Task<Refusal?> MayNot(MachineCommandKind kind, MachineRow machine, Visitor visitor)
    {
        if (visitor.Role >= Role.Operator || (kind == MachineCommandKind.Stop && visitor.Role >= Role.Member))
            return null;
        var ownRun = visitor.Role == Role.Member
            && kind is MachineCommandKind.Start or MachineCommandKind.Pause or MachineCommandKind.Resume or MachineCommandKind.Cancel or MachineCommandKind.BedCleared
            && await database.Find<string>(
                "select job.owner_id from run join job on job.id = run.job_id where run.machine_id = @Id order by run.id desc limit 1", machine) == visitor.AccountId;
        return ownRun ? null : Refusal.Forbidden($"{machine.Name} is not running your job. Ask an operator; the software stop is always yours.");
    }

    static Refusal? Fault(MachineCommandKind kind, CommandRequest request)
    {
        if (request.Id is { Length: > 64 })
            return Refusal.Invalid("id", "A command's id has at most 64 characters.");
        if (kind == MachineCommandKind.Send && (string.IsNullOrWhiteSpace(request.Line) || request.Line.Length > LongestLine || request.Line.Any(char.IsControl)))
            return Refusal.Invalid("line", $"line must hold one line of 1 to {LongestLine} characters.");
        if (kind == MachineCommandKind.Home && request.Axes?.Any(axis => "XYZxyz".Contains(axis, StringComparison.Ordinal) == false) == true)
            return Refusal.Invalid("axes", $"'{request.Axes}' are no axes. Write letters out of XYZ.");
        if (kind == MachineCommandKind.SetFactor && (Word.Read<Fleet.Protocol.Factor>(request.Factor) is null or Fleet.Protocol.Factor.Unspecified || request.Percent is not (>= 1 and <= 999)))
            return Refusal.Invalid("factor", "A factor is feed, flow, rapid or spindle, and its percent is 1 to 999.");
        if (kind == MachineCommandKind.AnswerPrompt && request.Choice is < 0 or > 99)
            return Refusal.Invalid("choice", "choice is the number of an answer, counted from 0.");
        if (kind != MachineCommandKind.Jog)
            return null;
        double[] stepsMm = [request.X ?? 0, request.Y ?? 0, request.Z ?? 0];
        if (stepsMm.Any(step => !double.IsFinite(step) || Math.Abs(step) > LongestJogMm) || stepsMm.All(step => step == 0))
            return Refusal.Invalid("jog", $"A jog moves x, y or z by up to {LongestJogMm} mm.");
        return request.FeedMmPerMin is { } feed && !(feed is > 0 and <= 60_000)
            ? Refusal.Invalid("feed", "feedMmPerMin is above 0 and up to 60000.")
            : null;
    }

    async Task<IReadOnlyList<MachineView>> Views(IReadOnlyList<MachineRow> rows)
    {
        var parts = (await runViews.Of(await database.List<RunRow>(
            """
            select run.* from run join machine on machine.id = run.machine_id
            where run.outcome is null and run.state in ('finished', 'failed', 'interrupted', 'cancelled') and run.started_at_ms is not null
                and run.id = (select max(newest.id) from run newest where newest.machine_id = machine.id)
            """))).ToDictionary(run => run.MachineId);
        var meters = (await database.List<MeterOfMachine>(
            """
            select meter.*, meter_binding.machine_id from meter join meter_binding on meter_binding.meter_id = meter.id where meter_binding.to_ms is null
            """)).ToLookup(meter => meter.MachineId);
        // One machine is asked for often; it does not need everybody else's lots.
        var loaded = rows is [var only] ? (await planning.Loaded(only.Id)).ToLookup(_ => only.Id) : await planning.Loaded();
        return [.. rows.Select(row => View(row, parts.GetValueOrDefault(row.Id), meters[row.Id],
            [.. loaded[row.Id].Select(lot => new LoadedView(lot.LotId, lot.Tool, lot.Material, lot.Colour, lot.RemainingG))]))];
    }

    MachineView View(MachineRow row, RunView? part, IEnumerable<MeterOfMachine> meters, IReadOnlyList<LoadedView> loaded)
    {
        var now = live.Find(row.Id);
        return new(row.Id, row.Name, row.ProfileId, profiles.Find(row.ProfileId)?.Name ?? row.ProfileId, row.Kind, row.MachineGroup,
            now?.State ?? row.State, now?.Reason ?? row.Reason, row.AgentId, row.LinkAddress, row.Firmware, row.BedFull != 0,
            now?.Run is { } run ? LiveRunView.Of(run) : null, row.BedFull != 0 ? part : null, now?.Heaters ?? [], now?.Position, now?.PowerW,
            now is { SampledAtMs: > 0 } ? Math.Max(0, time.NowMs() - now.SampledAtMs) : null, loaded,
            [.. meters.Select(meter => new MeterView(meter.Id, meter.Name, meter.Kind, meter.Address, meter.LastCounterWh, Instants.At(meter.LastAtMs)))]) { Workshop = row.WorkshopId };
    }

    sealed record MeterOfMachine
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Address { get; init; } = "";
        public string MachineId { get; init; } = "";
        public double? LastCounterWh { get; init; }
        public long? LastAtMs { get; init; }
    }
}
