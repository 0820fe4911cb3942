using System.Globalization;
using Fleet.Core.Scheduling.Planning;
using Fleet.Silo.Planning;
using Fleet.Silo.Profiles;
using Fleet.Silo.Storage.Rows;

namespace Fleet.Silo.Calendars;

/// <summary>What lies ahead of a member or a machine, from the published plan, the bookings and the workshops' rules.</summary>
public sealed class CalendarEntries(IDatabase database, PlanStore store, PlanningQueries planning, ProfileCatalogue profiles, TimeProvider time)
{
    const int SlotMinutes = 15, PresenceDays = 14;
    const long SlotMs = SlotMinutes * 60_000L;

    /// <summary>A mark that nobody has touched for that long belongs to something long gone.</summary>
    const long KeepMarksMs = 400L * 24 * 3600 * 1000;

    /// <param name="machineId">Null: the account's own; else the machine's.</param>
    public async Task<IReadOnlyList<CalendarEntry>> Of(string accountId, string accountName, string? machineId)
    {
        var entries = new List<CalendarEntry>();
        entries.AddRange(await Copies(machineId is null ? accountId : null, machineId));
        entries.AddRange((await store.Bookings()).Where(row => machineId is null ? row.ByAccount == accountId : row.MachineId == machineId)
            .Select(row => new CalendarEntry($"booking-{row.Id}", "booking", row.Note, row.MachineId, null, row.Kind, row.FromMs, row.ToMs)));
        if (machineId is null)
            foreach (var workshop in await store.Workshops())
                entries.AddRange(Presence(workshop, accountName));
        var names = (await database.List<(string Id, string Name)>("select id, name from machine")).ToDictionary(row => row.Id, row => row.Name);
        return await Marked([.. entries.Select(entry => entry with { MachineName = names.GetValueOrDefault(entry.MachineName, entry.MachineName) })
            .OrderBy(entry => entry.FromMs).ThenBy(entry => entry.Key, StringComparer.Ordinal)]);
    }

    /// <summary>
    /// Copies that run and copies that wait, under one name: a waiting one is called what its run will be called when it begins, so that a
    /// calendar sees one entry that becomes certain, not one that goes and one that comes.
    /// </summary>
    async Task<IEnumerable<CalendarEntry>> Copies(string? ownerId, string? machineId)
    {
        var jobs = (await database.List<JobRow>(
            """
            select * from job where state in ('queued', 'running', 'waiting') and (@ownerId is null or owner_id = @ownerId)
            """, new { ownerId })).ToDictionary(job => job.Id);
        var runs = (await database.List<RunRow>(
            """
            select run.* from run join job on job.id = run.job_id
            where job.state in ('queued', 'running', 'waiting') and (@ownerId is null or job.owner_id = @ownerId)
            """, new { ownerId })).ToLookup(run => run.JobId);
        var attended = (await database.List<(string Id, string ProfileId)>("select id, profile_id from machine"))
            .Where(row => profiles.Find(row.ProfileId)?.Start.Attended == true).Select(row => row.Id).ToHashSet();
        var proposed = (await database.List<string>("select run_id from machine where run_stage = 'proposed' and run_id is not null")).ToHashSet();
        var entries = new List<CalendarEntry>();
        foreach (var run in jobs.Keys.SelectMany(id => runs[id]).Where(run => run.StateWord.IsOpen()))
        {
            var fromMs = run.StartedAtMs ?? run.CreatedAtMs;
            var lengthMs = (long)((await planning.Needs(jobs[run.JobId].ProgramId)).DurationSeconds * 1000);
            // What takes longer than thought ends a slot from now, again and again, rather than in the past.
            entries.Add(Copy(jobs[run.JobId], run.CopyNumber, proposed.Contains(run.Id) ? "proposal" : "running", run.MachineId, fromMs,
                Math.Max(fromMs + lengthMs, (time.NowMs() / SlotMs + 1) * SlotMs)));
        }
        foreach (var places in (await store.Places()).Where(row => jobs.ContainsKey(row.JobId)).GroupBy(row => row.JobId))
        {
            var numbers = Numbers(runs[places.Key], (int)jobs[places.Key].Copies);
            foreach (var (place, number) in places.OrderBy(row => row.FromMs).ThenBy(row => row.Copy).Zip(numbers))
                entries.Add(Copy(jobs[place.JobId], number, attended.Contains(place.MachineId) ? "proposal" : "planned", place.MachineId, place.FromMs, place.ToMs));
        }
        return entries.Where(entry => machineId is null || entry.MachineName == machineId);
    }

    static CalendarEntry Copy(JobRow job, long number, string kind, string machineId, long fromMs, long toMs) =>
        new($"copy-{job.Id}-{number}", kind, job.Copies > 1 ? string.Create(CultureInfo.InvariantCulture, $"{job.Name} ({number}/{job.Copies})") : job.Name, machineId, job.Id, null, fromMs, Math.Max(toMs, fromMs + 60_000));

    /// <summary>The numbers that the next copies will bear, as the job's grain gives them: lost ones first, then new ones.</summary>
    static IEnumerable<long> Numbers(IEnumerable<RunRow> runs, int copies)
    {
        var all = runs.ToList();
        foreach (var lost in JobTally.Of(copies, [.. all.Select(run => run.ToAttempt())]).ToRetry)
            yield return lost.CopyNumber;
        for (var next = all.Select(run => run.CopyNumber).DefaultIfEmpty(0).Max() + 1; ; next++)
            yield return next;
    }

    /// <summary>When the rules say that this person is there.</summary>
    IEnumerable<CalendarEntry> Presence(RuledWorkshop workshop, string accountName)
    {
        var zone = workshop.Zone;
        var today = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).Date;
        var startsAtMs = new DateTimeOffset(today, zone.GetUtcOffset(today)).ToUnixTimeMilliseconds();
        return from person in workshop.Rules.People
            where person.Id.Equals(accountName, StringComparison.OrdinalIgnoreCase) || person.Name.Equals(accountName, StringComparison.OrdinalIgnoreCase)
            from span in person.Present.Slots(startsAtMs, SlotMinutes, PresenceDays * 24 * 60 / SlotMinutes, zone)
            let fromMs = startsAtMs + span.From * SlotMs
            select new CalendarEntry(string.Create(CultureInfo.InvariantCulture, $"presence-{workshop.Id}-{person.Id}-{fromMs / 60_000}"), "presence", "", "", null, null, fromMs, startsAtMs + span.To * SlotMs);
    }

    /// <summary>With the revision of each: it rises when what a subscriber sees of it is not what one saw last.</summary>
    async Task<IReadOnlyList<CalendarEntry>> Marked(IReadOnlyList<CalendarEntry> entries)
    {
        if (entries.Count == 0)
            return entries;
        var keys = entries.Select(entry => entry.Key).ToArray();
        var known = await Marks(keys);
        var changed = entries.Where(entry => !known.TryGetValue(entry.Key, out var mark) || mark.Mark != entry.Mark).ToList();
        if (changed.Count > 0)
        {
            var now = time.NowMs();
            await database.Write(async transaction =>
            {
                await transaction.Execute("delete from calendar_mark where modified_ms < @before", new { before = now - KeepMarksMs });
                await transaction.ExecuteMany(
                    """
                    insert into calendar_mark (entry, mark, sequence, modified_ms) values (@Key, @Mark, 0, @now)
                    on conflict (entry) do update set mark = excluded.mark, sequence = calendar_mark.sequence + 1, modified_ms = excluded.modified_ms
                    where calendar_mark.mark <> excluded.mark
                    """, [.. changed.Select(entry => new { entry.Key, entry.Mark, now })]);
                return true;
            });
            known = await Marks(keys);
        }
        return [.. entries.Select(entry => entry with { Sequence = (int)known[entry.Key].Sequence, ModifiedMs = known[entry.Key].ModifiedMs })];
    }

    async Task<Dictionary<string, MarkRow>> Marks(string[] keys) =>
        (await database.List<MarkRow>($"select * from calendar_mark where {database.OneOf("entry", "@keys")}", new { keys })).ToDictionary(row => row.Entry);

    sealed record MarkRow
    {
        public string Entry { get; init; } = "";
        public string Mark { get; init; } = "";
        public long Sequence { get; init; }
        public long ModifiedMs { get; init; }
    }
}
