using Fleet.Core.Scheduling.Rules;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Planning;

/// <summary>What the plan remembers: its promises, what people fixed, bookings of machines, the workshop's rules and who may use what.</summary>
public sealed class PlanStore(IDatabase database, TimeProvider time)
{
    /// <summary>The workshops of a plan, its keeper first; never empty.</summary>
    public async Task<IReadOnlyList<RuledWorkshop>> Workshops(string planId)
    {
        var rows = await database.List<RuleRow>(
            $"select id, name, time_zone, rules from workshop where id in {Plans.Workshops} order by case when id = @planId then 0 else 1 end, id", new { planId });
        return rows.Count == 0 ? [new(planId, planId, WorkshopRules.Default, TimeZoneInfo.Utc)]
            : [.. rows.Select(row => row.Read())];
    }

    /// <summary>The workshop in which a machine stands; null when there is no such machine.</summary>
    public async Task<RuledWorkshop?> WorkshopOf(string machineId) =>
        (await database.Find<RuleRow>(
            "select workshop.id, workshop.name, workshop.time_zone, workshop.rules from machine join workshop on workshop.id = machine.workshop_id where machine.id = @machineId", new { machineId }))?.Read();

    /// <summary>All there are.</summary>
    public async Task<IReadOnlyList<RuledWorkshop>> Workshops() =>
        [.. (await database.List<RuleRow>("select id, name, time_zone, rules from workshop order by created_at_ms, id")).Select(row => row.Read())];

    /// <param name="planId">Null: of all plans.</param>
    public Task<IReadOnlyList<PlanPlaceRow>> Places(string? planId = null) =>
        database.List<PlanPlaceRow>(planId is null ? "select * from plan_place" : "select * from plan_place where workshop_id = @planId", new { planId });

    /// <summary>Takes over a new plan; only rows that differ are written.</summary>
    public async Task Keep(IReadOnlyList<PlanPlaceRow> before, IReadOnlyList<PlanPlaceRow> after)
    {
        var (old, now) = (before.ToHashSet(), after.ToHashSet());
        var places = after.Select(row => (row.JobId, row.Copy)).ToHashSet();
        var gone = before.Where(row => !places.Contains((row.JobId, row.Copy))).ToList();
        var changed = now.Except(old).ToList();
        if (gone.Count == 0 && changed.Count == 0)
            return;
        await database.Write(async transaction =>
        {
            await transaction.ExecuteMany("delete from plan_place where job_id = @JobId and copy = @Copy", gone);
            await transaction.ExecuteMany(
                """
                insert into plan_place (job_id, copy, workshop_id, machine_id, from_ms, to_ms, promised_ms)
                values (@JobId, @Copy, @WorkshopId, @MachineId, @FromMs, @ToMs, @PromisedMs)
                on conflict (job_id, copy) do update set workshop_id = excluded.workshop_id, machine_id = excluded.machine_id, from_ms = excluded.from_ms, to_ms = excluded.to_ms,
                    promised_ms = excluded.promised_ms
                """, changed);
            return true;
        });
    }

    /// <summary>Workshops or machines changed plans: promises go with their jobs, as far as the machine does too.</summary>
    public static async Task<int> Regroup(System.Data.Common.DbTransaction transaction)
    {
        await transaction.Execute(
            """
            update plan_place set workshop_id = coalesce(
                (select coalesce(workshop.plans_with, workshop.id) from job join workshop on workshop.id = job.workshop_id where job.id = plan_place.job_id), workshop_id)
            """);
        return await transaction.Execute(
            """
            delete from plan_place where exists (select 1 from machine join workshop on workshop.id = machine.workshop_id
                where machine.id = plan_place.machine_id and coalesce(workshop.plans_with, workshop.id) <> plan_place.workshop_id)
            """);
    }

    /// <summary>A copy has begun: its promise is kept, and with it what somebody fixed about the job's next copy.</summary>
    public Task Begun(string jobId, string machineId) => database.Write(async transaction =>
    {
        await transaction.Execute(
            """
            delete from plan_place where job_id = @jobId and copy =
                (select copy from plan_place where job_id = @jobId and machine_id = @machineId order by from_ms limit 1)
            """, new { jobId, machineId });
        return await transaction.Execute("delete from plan_pin where job_id = @jobId", new { jobId });
    });

    public Task<IReadOnlyList<PinRow>> Pins(string planId) =>
        database.List<PinRow>($"select plan_pin.* from plan_pin join job on job.id = plan_pin.job_id where job.workshop_id in {Plans.Workshops}", new { planId });

    /// <param name="pin">Null releases it.</param>
    public Task Pin(string jobId, RunPinMs? pin, string by) => database.Write(async transaction =>
    {
        await transaction.Execute("delete from plan_pin where job_id = @jobId", new { jobId });
        return pin is null ? 0 : await transaction.Execute(
            "insert into plan_pin (job_id, machine_id, start_ms, by_account, at_ms) values (@jobId, @MachineId, @StartMs, @by, @now)",
            new { jobId, pin.MachineId, pin.StartMs, by, now = time.NowMs() });
    });

    /// <summary>Bookings that are not over, of a plan's machines or of all.</summary>
    public Task<IReadOnlyList<BookingRow>> Bookings(string? planId = null) =>
        database.List<BookingRow>(
            $"""
            select booking.* from booking join machine on machine.id = booking.machine_id
            where {(planId is null ? "" : $"machine.workshop_id in {Plans.Workshops} and ")}cancelled_at_ms is null and to_ms > @now order by from_ms
            """, new { planId, now = time.NowMs() });

    public Task Book(BookingRow booking) => database.Execute(
        """
        insert into booking (id, machine_id, kind, from_ms, to_ms, note, by_account, at_ms)
        values (@Id, @MachineId, @Kind, @FromMs, @ToMs, @Note, @ByAccount, @AtMs)
        """, booking);

    /// <returns>False when there is no such booking any more.</returns>
    public async Task<bool> Cancel(string bookingId) =>
        await database.Execute("update booking set cancelled_at_ms = @now where id = @bookingId and cancelled_at_ms is null", new { bookingId, now = time.NowMs() }) == 1;

    public Task<BookingRow?> Booking(string bookingId) =>
        database.Find<BookingRow>("select * from booking where id = @bookingId and cancelled_at_ms is null", new { bookingId });

    /// <summary>Whether somebody has set the workshop's hours aside for this run.</summary>
    public async Task<bool> IsSetAside(string runId) => await database.Find<string>("select run_id from set_aside where run_id = @runId", new { runId }) is not null;

    /// <summary>Writes down who set the hours aside and why. The first word stands.</summary>
    public Task KeepSetAside(string runId, SetAside aside) => database.Write(transaction => KeepSetAside(transaction, runId, aside, time.NowMs()));

    public static Task<int> KeepSetAside(System.Data.Common.DbTransaction transaction, string runId, SetAside aside, long nowMs) => transaction.Execute(
        "insert into set_aside (run_id, by_account, reason, conditions, at_ms) values (@runId, @By, @Reason, @Conditions, @nowMs) on conflict (run_id) do nothing",
        new { runId, aside.By, aside.Reason, aside.Conditions, nowMs });

    public async Task<string> Rules(string workshopId) =>
        await database.Find<string>("select rules from workshop where id = @workshopId", new { workshopId }) ?? "";

    public Task SetRules(string workshopId, string yaml) =>
        database.Execute("update workshop set rules = @yaml where id = @workshopId", new { workshopId, yaml });

    public Task<IReadOnlyList<InductionRow>> Inductions() =>
        database.List<InductionRow>("select * from induction where withdrawn_at_ms is null order by at_ms");

    public Task Induct(InductionRow induction) => database.Execute(
        "insert into induction (id, account_id, kind, earned, by_account, at_ms) values (@Id, @AccountId, @Kind, @Earned, @ByAccount, @AtMs)", induction);

    /// <returns>False when there is no such induction any more.</returns>
    public async Task<bool> Withdraw(string inductionId) =>
        await database.Execute("update induction set withdrawn_at_ms = @now where id = @inductionId and withdrawn_at_ms is null", new { inductionId, now = time.NowMs() }) == 1;

    /// <summary>Seconds on machines by member, of the last four weeks.</summary>
    public Task<IReadOnlyList<(string OwnerId, double Seconds)>> MemberUse(string planId) =>
        database.List<(string, double)>(
            $"""
            select job.owner_id, sum(run.ended_at_ms - run.started_at_ms) / 1000.0 from run join job on job.id = run.job_id
            where job.workshop_id in {Plans.Workshops} and run.started_at_ms > @since and run.ended_at_ms is not null group by job.owner_id
            """, new { planId, since = time.NowMs() - 28L * 24 * 3600 * 1000 });

    sealed record RuleRow
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
        public string TimeZone { get; init; } = "";
        public string? Rules { get; init; }

        public RuledWorkshop Read() => new(Id, Name, WorkshopRulesReader.Read(Rules ?? "", "rules").Rules ?? WorkshopRules.Default,
            TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc) { Yaml = Rules ?? "" };
    }
}
