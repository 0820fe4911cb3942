using Fleet.Core.Scheduling;
using Fleet.Core.Scheduling.Durations;
using Fleet.Core.Scheduling.Rules;
using Fleet.Silo.Grains;

namespace Fleet.Silo.Planning;

/// <summary>
/// The start conditions that are about people and hours: whether the member who asked for a job may use the machine, whether the workshop's
/// rules let it run now and to its end, and whether somebody else has booked it.
/// </summary>
public sealed class StartPermits(IDatabase database, PlanStore store, PlanningQueries planning, LearntTimes learnt, Plans plans, TimeProvider time)
{
    /// <summary>A program that does not say how long it takes, s.</summary>
    const double UnknownSeconds = 3600;

    static readonly string[] OfTheHours = ["release", "closed", "mayStart", "fit", "booked"];

    /// <summary>What a start by hand is refused with; null when nothing is in its way, or only hours that are set aside with a reason.</summary>
    public static StartAnswer? Refuse(IReadOnlyList<Condition> lacking, string? reason) =>
        lacking.FirstOrDefault(condition => !MayBeSetAside(condition)) is { } firm ? new(firm.Code, firm.Spoken)
        : lacking.Count > 0 && reason is null ? new(StartAnswer.Hours, string.Join(' ', lacking.Select(condition => condition.Spoken)))
        : null;

    /// <summary>What is written down of a start that was not refused; null when nothing had to be set aside.</summary>
    public static SetAside? Aside(IReadOnlyList<Condition> lacking, string by, string? reason) =>
        lacking.Count == 0 ? null : new(by, reason ?? "", string.Join(' ', lacking.Select(condition => condition.Sentence)));

    /// <summary>What an operator may set aside with a reason. Never an induction, never a fuse.</summary>
    static bool MayBeSetAside(Condition condition) => OfTheHours.Contains(condition.Code);

    /// <summary>Everything that is in the way; empty when nothing is. Hours that somebody has set aside for this run are not.</summary>
    /// <param name="runId">Null: not a run yet.</param>
    /// <param name="starter">The account of whoever starts it, or null; their own booking is not in their way.</param>
    public async Task<IReadOnlyList<Condition>> Lacking(string jobId, string? runId, string machineId, string machineName, string? starter)
    {
        // Where the machine stands its workshop's rules hold, wherever the part is wanted.
        if (await database.Find<JobFacts>("select owner_id, name, program_id, not_before_ms from job where id = @jobId", new { jobId }) is not { } job
            || await store.WorkshopOf(machineId) is not { } workshop)
            return [];
        var rules = workshop.Rules;
        var lacking = new List<Condition>();
        if (rules.For(machineId).Induction is { } needed && !(await store.Inductions()).Any(held => held.AccountId == job.OwnerId && held.Kind == needed))
            lacking.Add(new("induction", false, $"Whoever queued this holds no induction for {needed}, which {machineName} needs.",
                "Give them the induction, or let somebody queue it who has it.", Lasting: true));
        if (runId is null || !await store.IsSetAside(runId))
            lacking.AddRange(await Hours(job, workshop, machineId, machineName, starter));
        return lacking;
    }

    async Task<IEnumerable<Condition>> Hours(JobFacts job, RuledWorkshop workshop, string machineId, string machineName, string? starter)
    {
        var attended = (await planning.ProfileOf(machineId))?.Start.Attended == true;
        var (nowMs, rules, zone, needs) = (time.NowMs(), workshop.Rules, workshop.Zone, await planning.Needs(job.ProgramId));
        var estimate = (await learnt.Of(await plans.IdOf(workshop.Id))).GetValueOrDefault(machineId, MachineTimes.Unknown)
            .Predict(needs.Slicer, needs.DurationSeconds > 0 ? needs.DurationSeconds : UnknownSeconds);
        var neededSeconds = (attended ? estimate.P95Seconds : estimate.P80Seconds) * 1000 / rules.For(machineId).SpeedPermille;
        var lacking = new List<Condition>();
        if (job.NotBeforeMs > nowMs)
            lacking.Add(new("release", false, $"Whoever queued {job.Name} wants it not before {Spoken(job.NotBeforeMs.Value, zone)}.", "Ask them, or wait.", Minutes: Minutes(job.NotBeforeMs.Value - nowMs)));
        if (StartHours.Lacking(rules, machineId, machineName, attended, job.Name, neededSeconds, nowMs, zone) is { } closed)
            lacking.Add(closed);
        var endMs = nowMs + (long)(neededSeconds * 1000);
        if ((await store.Bookings()).FirstOrDefault(row => row.MachineId == machineId && row.FromMs < endMs && row.ToMs > nowMs
            && !(row.Kind == "person" && (row.ByAccount == job.OwnerId || row.ByAccount == starter))) is { } booking)
            lacking.Add(new("booked", false, $"{machineName} is booked from {Spoken(booking.FromMs, zone)} to {Spoken(booking.ToMs, zone)}{(booking.Note.Length > 0 ? $" ({booking.Note})" : "")}; {job.Name} may take until {Spoken(endMs, zone)}.",
                "Start it afterwards, or ask whoever booked it to cancel the booking.", Minutes: Minutes(booking.ToMs - nowMs)));
        return lacking;
    }

    static int Minutes(long ms) => (int)Math.Min(int.MaxValue, (ms + 59_999) / 60_000);

    static string Spoken(long atMs, TimeZoneInfo zone) => new Fleet.Core.Scheduling.Planning.SlotClock(new() { StartsAtMs = atMs, Zone = zone, SlotMinutes = 1 }).At(0);

    sealed record JobFacts
    {
        public string OwnerId { get; init; } = "";
        public string Name { get; init; } = "";
        public string ProgramId { get; init; } = "";
        public long? NotBeforeMs { get; init; }
    }
}
